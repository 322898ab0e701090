using System.Text.Json;
using Crm.Core.Customization.Fields;
using Crm.Core.Data;
using Crm.Core.Records.Schema;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Integration;

public sealed class RecordApiTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    [Fact]
    public async Task A_deal_is_made_read_changed_deleted_and_brought_back()
    {
        var acme = await product.SignUpAsync();
        var company = await acme.PostAsync("companies", """{"name":"Hatfan 中国"}""");

        var made = await acme.PostAsync("deals", $$"""{"name":"Hatfan · GTK 500","company":"{{company.Id}}","amount":{"amount":26768.5,"currency":"USD"},"stage":"Prospecting","owner":{"id":"{{acme.OwnerId}}"} }""");

        Assert.Equal(201, made.Status);
        Assert.Equal($"/api/v1/deals/{made.Id}", made.Header("Location"));
        Assert.Equal("\"1\"", made.Header("ETag"));
        Assert.Equal("Hatfan 中国", made.Json.GetProperty("company").GetProperty("title").GetString());
        Assert.Equal("""{"amount":26768.5,"currency":"USD"}""", made.Json.GetProperty("amount").GetRawText());
        Assert.Equal("Prospecting", made.Json.GetProperty("stage").GetProperty("title").GetString());

        var changed = await acme.PatchAsync($"deals/{made.Id}", """{"amount":30000}""", ("If-Match", "\"1\""));
        Assert.Equal(200, changed.Status);
        Assert.Equal("\"2\"", changed.Header("ETag"));
        Assert.Equal("Hatfan · GTK 500", changed.Json.GetProperty("name").GetString());

        Assert.Equal(204, (await acme.DeleteAsync($"deals/{made.Id}")).Status);
        Assert.Equal(404, (await acme.GetAsync($"deals/{made.Id}")).Status);
        Assert.Equal(1, (await acme.GetAsync("deals?deleted=true&fields=name")).Json.GetProperty("data").GetArrayLength());
        Assert.Equal(200, (await acme.PostAsync($"deals/{made.Id}/restore", null)).Status);
        Assert.Equal(200, (await acme.GetAsync($"deals/{made.Id}")).Status);
    }

    [Fact]
    public async Task A_change_based_on_an_older_version_is_refused_and_a_known_version_is_not_sent_again()
    {
        var acme = await product.SignUpAsync();
        var id = (await acme.PostAsync("products", """{"name":"GTX Pro"}""")).Id;
        await acme.PatchAsync($"products/{id}", """{"series":"GTX"}""");

        var late = await acme.PatchAsync($"products/{id}", """{"series":"MG"}""", ("If-Match", "\"1\""));
        Assert.Equal(412, late.Status);
        Assert.Equal("changed-meanwhile", late.Code("_"));
        Assert.Equal(412, (await acme.DeleteAsync($"products/{id}", ("If-Match", "\"1\""))).Status);
        Assert.Equal(400, (await acme.PatchAsync($"products/{id}", "{}", ("If-Match", "yesterday"))).Status);

        var known = await acme.GetAsync($"products/{id}", ifNoneMatch: "\"2\"");
        Assert.Equal((304, ""), (known.Status, known.Text));
        Assert.Equal(200, (await acme.GetAsync($"products/{id}", ifNoneMatch: "\"1\"")).Status);
    }

    [Fact]
    public async Task A_list_is_filtered_by_the_tenants_own_field_sorted_and_paged_by_cursor()
    {
        var acme = await product.SignUpAsync();
        await acme.DoAsync(async services =>
        {
            await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
            db.Set<FieldOverlay>().Add(new FieldOverlay { RecordType = "companies", FieldName = "credit_days", CustomKind = "number", Label = "Credit days" });
            await db.SaveChangesAsync(default);
            services.GetRequiredService<SchemaCache>().Forget(acme.Tenant.Id);
            return 0;
        });
        for (var i = 1; i <= 5; i++)
            Assert.Equal(201, (await acme.PostAsync("companies", $$"""{"name":"Firm {{i}}","credit_days":{{i * 10}},"annualRevenue":{{i}}}""")).Status);

        var first = await acme.GetAsync("companies?filter=credit_days%20ge%2020&sort=-credit_days&fields=name,credit_days&limit=3&count=true&totals=annualRevenue");

        Assert.Equal(["Firm 5", "Firm 4", "Firm 3"], first.Names);
        Assert.Equal(50, first.Json.GetProperty("data")[0].GetProperty("credit_days").GetDecimal());
        Assert.Equal((4, true), (first.Json.GetProperty("count").GetInt32(), first.Json.GetProperty("countIsExact").GetBoolean()));
        Assert.Equal(14, first.Json.GetProperty("totals").GetProperty("annualRevenue").GetProperty("amount").GetDecimal());
        var cursor = Uri.EscapeDataString(first.Json.GetProperty("nextCursor").GetString()!);
        var second = await acme.GetAsync($"companies?filter=credit_days%20ge%2020&sort=-credit_days&fields=name,credit_days&cursor={cursor}");
        Assert.Equal(["Firm 2"], second.Names);
        Assert.Equal(JsonValueKind.Null, second.Json.GetProperty("nextCursor").ValueKind);

        var otherQuestion = await acme.GetAsync($"companies?sort=name&cursor={cursor}");
        Assert.Equal((400, "cursor-unreadable"), (otherQuestion.Status, otherQuestion.Code("cursor")));
    }

    [Fact]
    public async Task A_field_that_the_tenant_hides_is_unknown_to_programs_and_keeps_its_values()
    {
        var acme = await product.SignUpAsync();
        var id = (await acme.PostAsync("companies", """{"name":"Hatfan","employees":40}""")).Id;

        async Task HideAsync(bool hide) => await acme.DoAsync(services => services.GetRequiredService<AdjustField>().RunAsync("companies", "employees", new FieldAdjustment(null, false, hide), default));
        await HideAsync(true);

        Assert.False((await acme.GetAsync($"companies/{id}")).Json.TryGetProperty("employees", out _));
        Assert.Equal("Hatfan", (await acme.GetAsync($"companies/{id}")).Json.GetProperty("name").GetString());
        Assert.Equal(["Hatfan"], (await acme.GetAsync("companies")).Names);
        foreach (var query in new[] { "filter=employees gt 3", "sort=employees", "fields=employees" })
            Assert.Equal(400, (await acme.GetAsync($"companies?{query}")).Status);
        Assert.Equal("field-unknown", (await acme.PatchAsync($"companies/{id}", """{"employees":1}""")).Code("employees"));
        Assert.DoesNotContain("employees", (await acme.GetAsync("openapi.json")).Text, StringComparison.Ordinal);

        await HideAsync(false);
        Assert.Equal(40, (await acme.GetAsync($"companies/{id}")).Json.GetProperty("employees").GetDecimal());
    }

    [Theory]
    [InlineData("filter=salary gt 3", "salary")]
    [InlineData("filter=name greater 3", "filter")]
    [InlineData("filter=(name eq 'x'", "filter")]
    [InlineData("filter=createdAt within '9999-12-31'", "createdAt")]
    [InlineData("filter=name eq '%00'", "filter")]
    [InlineData("search=%00", "search")]
    [InlineData("sort=tenantId", "sort")]
    [InlineData("fields=name,searchText", "fields")]
    [InlineData("totals=name", "totals")]
    [InlineData("limit=many", "limit")]
    [InlineData("count=yes", "count")]
    [InlineData("cursor=AAAA", "cursor")]
    [InlineData("filters=name", "filters")]
    public async Task A_question_that_makes_no_sense_is_answered_with_what_is_wrong(string query, string field)
    {
        var acme = await product.SignUpAsync();

        var answer = await acme.GetAsync("companies?" + query.Replace(" ", "%20"));

        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.True(answer.Json.GetProperty("errors").TryGetProperty(field, out _), answer.Text);
    }

    [Theory]
    [InlineData("limit=0", 1)]
    [InlineData("limit=-5", 1)]
    [InlineData("limit=100000", 3)]
    [InlineData("offset=-7", 3)]
    [InlineData("offset=2", 1)]
    [InlineData("offset=2000000000", 0)]
    public async Task Paging_stays_within_its_bounds(string query, int rows)
    {
        var acme = await product.SignUpAsync();
        foreach (var name in new[] { "Konex", "Zumgoity", "Rangreen" })
            await acme.PostAsync("companies", $$"""{"name":"{{name}}"}""");

        var page = await acme.GetAsync("companies?" + query);

        Assert.Equal((200, rows), (page.Status, page.Json.GetProperty("data").GetArrayLength()));
    }

    [Theory]
    [InlineData("tenantId", "field-unknown")]
    [InlineData("TenantId", "field-unknown")]
    [InlineData("ownerId", "field-unknown")]
    [InlineData("id", "field-unknown")]
    [InlineData("version", "field-unknown")]
    [InlineData("deletedAt", "field-unknown")]
    [InlineData("searchText", "field-unknown")]
    [InlineData("customJson", "field-unknown")]
    [InlineData("createdAt", "field-read-only")]
    [InlineData("changedAt", "field-read-only")]
    [InlineData("weighted", "field-read-only")]
    public async Task What_nobody_may_set_is_refused_by_name_and_nothing_is_written(string field, string code)
    {
        var acme = await product.SignUpAsync();
        var deal = await acme.PostAsync("deals", """{"name":"Isdom · MG Special"}""");

        var answer = await acme.PatchAsync($"deals/{deal.Id}", $$"""{"name":"Taken over","{{field}}":"1"}""");

        Assert.Equal((422, code), (answer.Status, answer.Code(field)));
        var after = await acme.GetAsync($"deals/{deal.Id}");
        Assert.Equal(("Isdom · MG Special", 1), (after.Json.GetProperty("name").GetString(), after.Json.GetProperty("version").GetInt32()));
    }

    [Theory]
    [InlineData("""{"name":""", 400)]
    [InlineData("""{"name":"a","name":"b"}""", 400)]
    [InlineData("""["name"]""", 400)]
    [InlineData("null", 400)]
    [InlineData("", 400)]
    [InlineData("""{"name":"\ud800"}""", 400)]
    [InlineData("""{"name":{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":1}}}}}}}}}""", 400)]
    [InlineData("""{"name":5}""", 422)]
    [InlineData("""{"name":"a\u0000b"}""", 422)]
    [InlineData("""{"name":null}""", 422)]
    [InlineData("""{"name":"ok","annualRevenue":{"amount":5,"currency":"\u0000xx"}}""", 422)]
    [InlineData("""{"name":"ok","annualRevenue":1e300}""", 422)]
    [InlineData("""{"name":"ok","employees":99999999999}""", 422)]
    [InlineData("""{"name":"ok","parent":{"id":7}}""", 422)]
    [InlineData("""{"name":"ok","parent":{}}""", 422)]
    [InlineData("""{"name":"ok","parent":"00000000-0000-0000-0000-000000000001"}""", 422)]
    public async Task A_body_that_is_no_company_is_refused_in_good_order(string body, int status)
    {
        var acme = await product.SignUpAsync();

        var answer = await acme.PostAsync("companies", body);

        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.MediaType));
    }

    [Fact]
    public async Task A_body_beyond_a_megabyte_or_of_another_kind_is_not_read()
    {
        var acme = await product.SignUpAsync();

        Assert.Equal(413, (await acme.PostAsync("companies", $$"""{"name":"{{new string('x', 1_100_000)}}"}""")).Status);
        Assert.Equal(415, (await acme.PostAsync("companies", """{"name":"x"}""", ("Content-Type", "text/plain"))).Status);
    }

    [Fact]
    public async Task Refusals_speak_the_readers_language()
    {
        var acme = await product.SignUpAsync();

        var chinese = await acme.PostAsync("companies", """{"name":"ok","employees":"many"}""", ("Accept-Language", "zh-CN"));
        var taiwanese = await acme.PostAsync("companies", """{"name":"ok","employees":"many"}""", ("Accept-Language", "zh-TW"));

        Assert.Equal("部分字段未被接受", chinese.Json.GetProperty("title").GetString());
        Assert.Contains("不是该字段的有效值", chinese.Json.GetProperty("errors").GetProperty("employees")[0].GetProperty("message").GetString());
        Assert.Equal("部分欄位未被接受", taiwanese.Json.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Another_companys_records_are_unknown_in_paths_bodies_and_filters()
    {
        var (acme, rival) = (await product.SignUpAsync(), await product.SignUpAsync("Rival"));
        var theirs = (await rival.PostAsync("companies", """{"name":"Secret customer"}""")).Id;
        var nobodys = Guid.CreateVersion7();

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Patch, HttpMethod.Delete })
        {
            var (a, b) = (await acme.SendAsync(method, $"companies/{theirs}", method == HttpMethod.Patch ? "{}" : null), await acme.SendAsync(method, $"companies/{nobodys}", method == HttpMethod.Patch ? "{}" : null));
            Assert.Equal(404, a.Status);
            Assert.Equal(b.Text, a.Text);
        }
        Assert.Equal((await acme.GetAsync("unicorns")).Text, (await acme.GetAsync($"companies/{theirs}")).Text);
        Assert.Equal(404, (await acme.PostAsync($"companies/{theirs}/restore", null)).Status);

        var (mine, none) = (await acme.PostAsync("deals", $$"""{"name":"x","company":"{{theirs}}"}"""), await acme.PostAsync("deals", $$"""{"name":"x","company":"{{nobodys}}"}"""));
        Assert.Equal((422, none.Text), (mine.Status, mine.Text));
        Assert.Empty((await acme.GetAsync($"companies?filter=parent%20eq%20'{theirs}'")).Names);
        Assert.Empty((await acme.GetAsync("companies?search=secret")).Names);
        Assert.Equal("Secret customer", (await rival.GetAsync($"companies/{theirs}")).Json.GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_address_or_method_that_does_not_exist_is_still_answered_as_a_problem()
    {
        var acme = await product.SignUpAsync();

        Assert.Equal((404, "application/problem+json"), await Shape(HttpMethod.Get, "deals/not-an-id"));
        Assert.Equal((404, "application/problem+json"), await Shape(HttpMethod.Get, "deals/1/2/3"));
        Assert.Equal((405, "application/problem+json"), await Shape(HttpMethod.Put, "deals"));

        async Task<(int, string?)> Shape(HttpMethod method, string path) => await acme.SendAsync(method, path, null) is var answer ? (answer.Status, answer.MediaType) : default;
    }
}
