using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Integration;

/// <summary>What holds for one record type holds for all, with values made by kind; a new type is covered by being described.</summary>
public sealed class EveryTypeApiTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    public static TheoryData<string> Types => [.. typeof(RecordType).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false } && typeof(RecordType).IsAssignableFrom(t) && t.GetConstructor(Type.EmptyTypes) is not null)
        .Select(t => ((RecordType)Activator.CreateInstance(t)!).Name)];

    [Theory, MemberData(nameof(Types))]
    public async Task A_record_of_any_type_lives_its_whole_life_through_the_api(string type)
    {
        var acme = await product.SignUpAsync();
        var schema = await acme.DoAsync(s => s.GetRequiredService<SchemaSource>().GetAsync(default));
        var fields = schema[type].Fields.Where(f => f.TakesInput).ToList();
        var related = new Dictionary<string, string>();
        foreach (var target in fields.Select(f => f.Target ?? (f.Kind is LinkKind ? "companies" : null)).OfType<string>().Distinct())
            related[target] = target == "members" ? acme.OwnerId.ToString() : (await acme.PostAsync(target, Minimal(schema[target]))).Id;
        var values = new JsonObject();
        foreach (var field in fields.Where(f => f.Name is not ("closedOn" or "wonReason" or "lostReason")))
            values[field.Name] = Example(field, schema, type, related);

        var made = await acme.PostAsync(type, values.ToJsonString());

        Assert.True(made.Status == 201, made.Text);
        foreach (var (name, wanted) in values)
            AssertSame(wanted, made.Json.GetProperty(name), name);
        var path = $"{type}/{made.Id}";
        Assert.Equal(made.Text, (await acme.GetAsync(path)).Text);
        var title = schema[type].TitleField.Name;
        Assert.Equal(200, (await acme.PatchAsync(path, $$"""{"{{title}}":"Renamed"}""")).Status);
        var listed = await acme.GetAsync($"{type}?filter={title}%20eq%20'Renamed'&fields={title}");
        Assert.Equal("Renamed", Assert.Single(listed.Json.GetProperty("data").EnumerateArray()).GetProperty(title).GetString());
        Assert.Equal(204, (await acme.DeleteAsync(path)).Status);
        Assert.Equal(404, (await acme.PatchAsync(path, "{}")).Status);
        Assert.Equal(200, (await acme.PostAsync(path + "/restore", null)).Status);
        Assert.Equal("Renamed", (await acme.GetAsync(path)).Json.GetProperty(title).GetString());
    }

    [Theory, MemberData(nameof(Types))]
    public async Task Every_field_of_any_type_can_be_asked_sorted_and_filtered_and_no_other_company_appears(string type)
    {
        var (acme, rival) = (await product.SignUpAsync(), await product.SignUpAsync("Rival"));
        var schema = await acme.DoAsync(s => s.GetRequiredService<SchemaSource>().GetAsync(default));
        var before = (await acme.GetAsync($"{type}?count=true")).Json.GetProperty("count").GetInt32();
        Assert.Equal(201, (await rival.PostAsync(type, Minimal(schema[type]))).Status);

        foreach (var field in schema[type].Fields)
        {
            var answer = await acme.GetAsync($"{type}?fields={field.Name}&sort=-{field.Name}&filter={field.Name}%20notempty%20or%20{field.Name}%20empty&count=true");
            Assert.True(answer.Status == 200, $"{field.Name}: {answer.Text}");
            Assert.Equal(before, answer.Json.GetProperty("count").GetInt32());
        }
    }

    [Theory, MemberData(nameof(Types))]
    public async Task The_description_names_every_path_and_field_of_any_type(string type)
    {
        var acme = await product.SignUpAsync();
        var schema = await acme.DoAsync(s => s.GetRequiredService<SchemaSource>().GetAsync(default));

        var description = (await acme.GetAsync("openapi.json")).Json;

        Assert.Equal("3.1.0", description.GetProperty("openapi").GetString());
        var paths = description.GetProperty("paths");
        Assert.Equal(["get", "post"], Operations(paths, $"/{type}"));
        Assert.Equal(["delete", "get", "patch"], Operations(paths, $"/{type}/{{id}}"));
        Assert.Equal(["post"], Operations(paths, $"/{type}/{{id}}/restore"));
        var readable = description.GetProperty("components").GetProperty("schemas").GetProperty(type).GetProperty("properties");
        Assert.Equal(["id", "version", .. schema[type].Fields.Select(f => f.Name)], readable.EnumerateObject().Select(p => p.Name));
        var writable = description.GetProperty("components").GetProperty("schemas").GetProperty(type + ".create").GetProperty("properties");
        Assert.Equal(schema[type].Fields.Where(f => f.TakesInput).Select(f => f.Name), writable.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Every_reference_inside_the_description_leads_somewhere()
    {
        var acme = await product.SignUpAsync();

        var description = (await acme.GetAsync("openapi.json")).Json;

        var references = References(description).Distinct().ToList();
        Assert.NotEmpty(references);
        foreach (var reference in references)
            Assert.True(reference[2..].Split('/').Aggregate((JsonElement?)description, (at, name) => at is { } here && here.TryGetProperty(name, out var next) ? next : null) is not null, reference);
    }

    private static IEnumerable<string> References(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Object => at.EnumerateObject().SelectMany(p => p is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [p.Value.GetString()!] : References(p.Value)),
        JsonValueKind.Array => at.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static string[] Operations(JsonElement paths, string path) =>
        [.. paths.GetProperty(path).EnumerateObject().Select(o => o.Name).Where(n => n != "parameters").Order()];

    private static string Minimal(TenantType type)
    {
        var values = new JsonObject();
        foreach (var field in type.Fields.Where(f => f.IsRequired && f.TakesInput && f.Kind is TextKind))
            values[field.Name] = $"{field.Name} of {type.Name}";
        return values.ToJsonString();
    }

    private static JsonNode? Example(Field field, TenantSchema schema, string type, Dictionary<string, string> related) => field.Kind switch
    {
        ChoicesKind => new JsonArray([.. field.Choices.Select(c => (JsonNode)c.Value)]),
        TagsKind => new JsonArray("Key account", "重要"),
        _ when field.Choices.Count > 0 => field.Choices[0].Value,
        EmailKind => "anna@hatfan.example",
        PhoneKind => "+49 30 123456",
        UrlKind => "https://hatfan.example/about",
        RichTextKind => "<p>Text <strong>中文</strong></p>",
        AddressKind => new JsonObject { ["street"] = "10 Main St", ["city"] = "Springfield", ["region"] = null, ["postalCode"] = "62701", ["country"] = "US" },
        PercentKind => 40,
        YearKind => 1998,
        IntegerKind => 12,
        NumberKind => 12.5,
        MoneyKind => new JsonObject { ["amount"] = 1200.5, ["currency"] = "EUR" },
        DateKind => "2026-03-01",
        Core.Records.Kinds.DateTimeKind => "2026-03-01T09:30:00Z",
        YesNoKind => true,
        StageKind => schema.PipelinesOf(type).First().Stages[0].Name,
        LinkKind => $"companies/{related["companies"]}",
        ReferenceKind => related[field.Target!],
        RecurrenceKind => "FREQ=WEEKLY;BYDAY=MO,TH",
        ReferencesKind => new JsonArray(related[field.Target!]),
        _ => "Text 中文 " + field.Name,
    };

    private static void AssertSame(JsonNode? wanted, JsonElement got, string field)
    {
        // References come back with their titles.
        if (got.ValueKind == JsonValueKind.Array && got.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object })
        {
            Assert.Equal(((JsonArray)wanted!).Select(id => (string)id!), got.EnumerateArray().Select(one => one.GetProperty("id").GetString()));
            Assert.All(got.EnumerateArray(), one => Assert.NotEqual("", one.GetProperty("title").GetString()));
            return;
        }
        if (got.ValueKind == JsonValueKind.Object && got.TryGetProperty("title", out var title))
            got = got.GetProperty(Guid.TryParse((string?)wanted, out _) ? "id" : "title");
        Assert.True(JsonNode.DeepEquals(wanted, JsonNode.Parse(got.GetRawText())), $"{field}: {wanted?.ToJsonString()} became {got.GetRawText()}");
    }
}
