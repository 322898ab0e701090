using Crm.Core.Customization.Fields;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Customization;

public sealed class FieldTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    public static TheoryData<string, object, object, string> Kinds => new()
    {
        { "text", "A-12 合同", "Z-90 合同", "merk contains 'a-12'" },
        { "number", 12.5m, 900m, "merk lt 13" },
        { "date", new DateOnly(2017, 3, 1), new DateOnly(2019, 1, 31), "merk within '2017-Q1'" },
        { "yesno", false, true, "merk eq false" },
        { "richtext", "<p>Alpha &amp; <em>beta</em></p>", "<p>em <strong>zeta</strong></p>", "merk contains 'alpha & beta'" },
        { "choice", "gold", "silver", "merk in ('gold')" },
    };

    [Theory, OnEveryDatabase]
    public async Task A_field_of_every_kind_can_be_filled_filtered_sorted_and_shown(DatabaseKind on)
    {
        foreach (var row in Kinds)
        {
            var (kind, low, high, filter) = ((string)row[0], row[1], row[2], (string)row[3]);
            var acme = await (await databases.On(on)).SignUpAsync();
            await using var scope = acme.As();
            Assert.Equal("merk", (await DefineAsync(scope.ServiceProvider, "Merk", kind)).Value);
            var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
            foreach (var (name, value) in new (string, object?)[] { ("High", high), ("Low", low) })
                Assert.True((await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = name, ["merk"] = value }, Ct)).Succeeded, kind);

            Assert.Equal([low], await ValuesAsync(scope.ServiceProvider, filter, null));
            Assert.Equal([low, high], await ValuesAsync(scope.ServiceProvider, null, "merk"));
            Assert.Equal([high, low], await ValuesAsync(scope.ServiceProvider, null, "-merk"));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Formatted_text_is_cleaned_by_whichever_door_it_comes_and_found_by_its_words(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        await DefineAsync(scope.ServiceProvider, "Merk", "richtext");
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        foreach (var text in new[] { "<p onclick=alert(1)>One <b>strong</b><script>alert(1)</script></p>", "a < b", "<p><br></p>" })
            Assert.True((await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = text, ["merk"] = text }, Ct)).Succeeded);

        Assert.Equal(["<p>One <strong>strong</strong></p>"], await ValuesAsync(scope.ServiceProvider, "merk contains 'strong'", null));
        Assert.Equal(["<p>a &lt; b</p>"], await ValuesAsync(scope.ServiceProvider, "merk contains '<'", null));
        Assert.Empty(await ValuesAsync(scope.ServiceProvider, "merk contains '<p'", null));
        Assert.Equal([null], await ValuesAsync(scope.ServiceProvider, "merk empty", null));
    }

    [Theory, OnEveryDatabase]
    public async Task A_retired_field_disappears_and_its_values_are_there_when_it_comes_back(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        await DefineAsync(scope.ServiceProvider, "Contract no", "text");
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var id = (await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Konex", ["contract_no"] = "K-7" }, Ct)).Value.Id;
        var retire = scope.ServiceProvider.GetRequiredService<RetireField>();

        Assert.True((await retire.RunAsync("companies", "contract_no", Ct)).Succeeded);

        Assert.Null((await SchemaAsync(scope.ServiceProvider))["companies"].Find("contract_no"));
        Assert.Equal("field-unknown", Assert.Single((await store.UpdateAsync("companies", id, new Dictionary<string, object?> { ["contract_no"] = "x" }, null, Ct)).Refusals).Code);
        Assert.Equal("field-name-retired", Assert.Single((await DefineAsync(scope.ServiceProvider, "Other", "text", "contract_no")).Refusals).Code);
        await store.UpdateAsync("companies", id, new Dictionary<string, object?> { ["city"] = "Oslo" }, null, Ct);
        await using (var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open())
            Assert.Contains("K-7", (await db.Set<Core.Sales.Company>().SingleAsync(c => c.Id == id, Ct)).CustomJson);

        Assert.Equal("Contract no", Assert.Single(await retire.RetiredAsync("companies", Ct)).Label);
        await retire.TakeBackAsync("companies", "contract_no", Ct);
        var page = await scope.ServiceProvider.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Columns = ["contract_no"] }, Ct);
        Assert.Equal("K-7", page.Value.Rows.Single().Values[0]);
    }

    [Theory, OnEveryDatabase]
    public async Task A_choice_in_use_goes_only_with_a_replacement(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        foreach (var sector in new[] { "retail", "retail", "software" })
            await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "A company", ["sector"] = sector }, Ct);
        var adjust = scope.ServiceProvider.GetRequiredService<AdjustField>();
        var field = (await SchemaAsync(scope.ServiceProvider))["companies"]["sector"];
        var wanted = new FieldAdjustment("Branch", false, false, [.. field.Choices.Where(c => c.Value != "retail").Select(c => new ChoiceDraft(c.Value, c.Label)), new ChoiceDraft(null, "Shops & markets")]);

        Assert.Equal(2, await adjust.HeldAsync("companies", "sector", "retail", Ct));
        Assert.Equal("choice-in-use", Assert.Single((await adjust.RunAsync("companies", "sector", wanted, Ct)).Refusals).Code);
        var moved = await adjust.RunAsync("companies", "sector", wanted with { Replacements = new Dictionary<string, string?> { ["retail"] = "software" } }, Ct);

        Assert.Equal(2, moved.Value);
        var after = (await SchemaAsync(scope.ServiceProvider))["companies"]["sector"];
        Assert.Equal("Branch", after.Label);
        Assert.DoesNotContain(after.Choices, c => c.Value == "retail");
        Assert.Contains(after.Choices, c => c is { Value: "shops_markets", Label: "Shops & markets" });
        var page = await scope.ServiceProvider.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Columns = ["sector"] }, Ct);
        Assert.All(page.Value.Rows, r => Assert.Equal("software", r.Values[0]));
    }

    [Theory, OnEveryDatabase]
    public async Task A_choice_of_several_that_records_hold_goes_only_with_another_in_its_place_and_comes_back_by_undo(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var (store, adjust) = (scope.ServiceProvider.GetRequiredService<RecordStore>(), scope.ServiceProvider.GetRequiredService<AdjustField>());
        await scope.ServiceProvider.GetRequiredService<DefineField>().RunAsync(
            new FieldDraft("companies", "merk", "Merk", "choices", Choices: [new ChoiceDraft("red", "Red"), new ChoiceDraft("re", "Re"), new ChoiceDraft("blue", "Blue")]), Ct);
        foreach (var (name, chosen) in new[] { ("a", new[] { "red", "blue" }), ("b", ["red"]), ("c", ["re"]), ("d", ["re", "red"]) })
            Assert.True((await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = name, ["merk"] = ValueSet.Of(chosen) }, Ct)).Succeeded);
        var wanted = new FieldAdjustment("Merk", false, false, [new ChoiceDraft("re", "Re"), new ChoiceDraft("blue", "Blue")]);

        Assert.Equal((3, 2), (await adjust.HeldAsync("companies", "merk", "red", Ct), await adjust.HeldAsync("companies", "merk", "re", Ct)));
        Assert.Equal("choice-in-use", Assert.Single((await adjust.RunAsync("companies", "merk", wanted, Ct)).Refusals).Code);
        Assert.Equal(3, (await adjust.RunAsync("companies", "merk", wanted with { Replacements = new Dictionary<string, string?> { ["red"] = "blue" } }, Ct)).Value);
        Assert.Equal(["blue", "blue", "re", "re|blue"], await SetsAsync());

        Guid set;
        await using (var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open())
            set = await db.Set<ChangeSet>().Where(s => s.Cause == ChangeCause.Bulk).Select(s => s.Id).SingleAsync(Ct);
        Assert.True((await adjust.RunAsync("companies", "merk", wanted with { Choices = [new ChoiceDraft("red", "Red"), .. wanted.Choices!] }, Ct)).Succeeded);
        Assert.Equal(3, (await scope.ServiceProvider.GetRequiredService<UndoChanges>().RunAsync(set, Ct)).Value.Undone);
        Assert.Equal(["red|blue", "red", "re", "re|red"], await SetsAsync());
        Assert.Equal(3, (await adjust.RunAsync("companies", "merk", wanted with { Replacements = new Dictionary<string, string?> { ["red"] = null } }, Ct)).Value);
        Assert.Equal(["blue", null, "re", "re"], await SetsAsync());

        async Task<List<string?>> SetsAsync() => [.. (await ValuesAsync(scope.ServiceProvider, null, "name")).Select(v => v?.ToString())];
    }

    [Theory, OnEveryDatabase]
    public async Task A_name_is_proposed_from_the_label_in_any_script_and_must_be_free(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();

        Assert.Equal("he_tong_bian_hao", (await DefineAsync(scope.ServiceProvider, "合同编号", "text")).Value);
        Assert.Equal("city_2", (await DefineAsync(scope.ServiceProvider, "City!", "text")).Value);
        Assert.Equal("field-name-taken", Assert.Single((await DefineAsync(scope.ServiceProvider, "Town", "text", "city")).Refusals).Code);
        Assert.Equal(("field-name-invalid", "name"), Assert.Single((await DefineAsync(scope.ServiceProvider, "Town", "text", "Big Town")).Refusals) is var r ? (r.Code, r.Field) : default);
        Assert.Equal("field-kind-unknown", Assert.Single((await DefineAsync(scope.ServiceProvider, "Town", "stage")).Refusals).Code);
        Assert.Equal("field-label-taken", Assert.Single((await DefineAsync(scope.ServiceProvider, "合同编号", "text", "other")).Refusals).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Own_fields_stand_in_the_order_that_the_admin_gave(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        foreach (var label in new[] { "One", "Two", "Three" })
            await DefineAsync(scope.ServiceProvider, label, "text");

        await scope.ServiceProvider.GetRequiredService<OrderFields>().RunAsync("companies", ["three", "one", "two"], Ct);

        Assert.Equal(["three", "one", "two"], (await SchemaAsync(scope.ServiceProvider))["companies"].Fields.Where(f => f.IsCustom).Select(f => f.Name));
    }

    [Theory, OnEveryDatabase]
    public async Task A_required_own_field_is_asked_for_and_a_required_field_cannot_be_hidden(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        await DefineAsync(scope.ServiceProvider, "Tax number", "text");
        var adjust = scope.ServiceProvider.GetRequiredService<AdjustField>();

        Assert.Equal("field-hidden-required", Assert.Single((await adjust.RunAsync("companies", "name", new FieldAdjustment(null, true, true), Ct)).Refusals).Code);
        Assert.True((await adjust.RunAsync("companies", "tax_number", new FieldAdjustment("Tax number", true, false), Ct)).Succeeded);

        var refused = await scope.ServiceProvider.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Hatfan" }, Ct);
        Assert.Equal(("required", "tax_number"), Assert.Single(refused.Refusals) is var r ? (r.Code, r.Field) : default);
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_may_not_customize_defines_adjusts_and_retires_nothing(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var seller = await acme.DoAsync(s => People.JoinAsync(s, "Kary Hendrixson", "manager"));
        await using var scope = acme.As(seller);

        Assert.Equal("not-permitted", Assert.Single((await DefineAsync(scope.ServiceProvider, "Mine", "text")).Refusals).Code);
        Assert.Equal("not-permitted", Assert.Single((await scope.ServiceProvider.GetRequiredService<AdjustField>().RunAsync("companies", "city", new FieldAdjustment("X", false, true), Ct)).Refusals).Code);
        Assert.Equal("not-permitted", Assert.Single((await scope.ServiceProvider.GetRequiredService<RetireField>().RunAsync("deals", "purchase_timing", Ct)).Refusals).Code);
    }

    private static Task<Crm.Core.Shared.Outcome<string>> DefineAsync(IServiceProvider services, string label, string kind, string? name = null) =>
        services.GetRequiredService<DefineField>().RunAsync(new FieldDraft("companies", name, label, kind,
            Choices: kind == "choice" ? [new ChoiceDraft("gold", "Gold"), new ChoiceDraft("silver", "Silver")] : null), Ct);

    private static async Task<object?[]> ValuesAsync(IServiceProvider services, string? filter, string? sort)
    {
        var query = new RecordQuery("companies") { Columns = ["merk"], Sort = sort, Filter = filter is null ? null : FilterText.Parse(filter).Value };
        return [.. (await services.GetRequiredService<RecordReader>().PageAsync(query, Ct)).Value.Rows.Select(r => r.Values[0])];
    }

    private static Task<TenantSchema> SchemaAsync(IServiceProvider services) => services.GetRequiredService<SchemaSource>().GetAsync(Ct);
}
