using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records;

public sealed class RecordStoreTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task A_new_deal_begins_in_the_first_stage_with_its_probability_and_the_tenants_currency(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var reader = scope.ServiceProvider.GetRequiredService<RecordReader>();

        var company = (await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Hatfan" }, Ct)).Value;
        var deal = (await store.CreateAsync("deals", new Dictionary<string, object?>
        {
            ["name"] = "Hatfan · GTK 500",
            ["company"] = company.Id,
            ["amount"] = new Money(2_676_800, "USD"),
            ["owner"] = acme.OwnerId,
        }, Ct)).Value;

        var page = (await reader.PageAsync(new RecordQuery("deals") { Columns = ["name", "company", "stage", "amount", "probability", "weighted", "owner"], Count = true, Totals = ["amount", "weighted"] }, Ct)).Value;
        var row = Assert.Single(page.Rows);
        Assert.Equal(deal.Id, row.Id);
        Assert.Equal(new RecordRef(company.Id, "Hatfan"), row.Values[1]);
        Assert.Equal("Prospecting", ((RecordRef)row.Values[2]!).Title);
        Assert.Equal(new Money(2_676_800, "USD"), row.Values[3]);
        Assert.Equal(10m, row.Values[4]);
        Assert.Equal(new Money(267_680, "USD"), row.Values[5]);
        Assert.Equal("Olivia Owner", ((RecordRef)row.Values[6]!).Title);
        Assert.Equal((1, true), (page.Count!.Value, page.CountIsExact));
        Assert.Equal(267_680, page.Totals["weighted"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Saving_a_deal_with_the_stage_that_it_has_keeps_its_judged_probability_and_changes_nothing(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var reader = scope.ServiceProvider.GetRequiredService<RecordReader>();
        var deal = (await store.CreateAsync("deals", new Dictionary<string, object?> { ["name"] = "Konex · GTX Pro", ["probability"] = 55m }, Ct)).Value;
        async Task<IReadOnlyList<object?>> Now() => (await reader.PageAsync(new RecordQuery("deals") { Columns = ["stage", "probability", "stageSince"] }, Ct)).Value.Rows[0].Values;
        var before = await Now();

        var again = await store.UpdateAsync("deals", deal.Id, new Dictionary<string, object?> { ["stage"] = ((RecordRef)before[0]!).Id }, null, Ct);

        Assert.True(again.Succeeded);
        Assert.Equal(before, await Now());
    }

    [Theory, OnEveryDatabase]
    public async Task A_save_that_expects_an_older_version_is_refused(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var product = (await store.CreateAsync("products", new Dictionary<string, object?> { ["name"] = "GTX Pro" }, Ct)).Value;

        var first = await store.UpdateAsync("products", product.Id, new Dictionary<string, object?> { ["series"] = "GTX" }, 1, Ct);
        var second = await store.UpdateAsync("products", product.Id, new Dictionary<string, object?> { ["series"] = "MG" }, 1, Ct);

        Assert.True(first.Succeeded);
        Assert.Equal("changed-meanwhile", Assert.Single(second.Refusals).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task What_an_act_changed_can_be_undone_and_later_edits_stay(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var reader = scope.ServiceProvider.GetRequiredService<RecordReader>();
        var id = (await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Konex", ["city"] = "Oslo" }, Ct)).Value.Id;
        var act = (await store.WriteAsync(new WriteBatch("companies", [RecordWrite.Update(id, new Dictionary<string, object?> { ["city"] = "Bergen", ["country"] = "Norway" })]), Ct)).Value;
        await store.UpdateAsync("companies", id, new Dictionary<string, object?> { ["country"] = "Norge" }, null, Ct);

        var undo = (await scope.ServiceProvider.GetRequiredService<UndoChanges>().RunAsync(act.ChangeSetId!.Value, Ct)).Value;

        Assert.Equal(1, undo.Undone);
        var page = (await reader.PageAsync(new RecordQuery("companies") { Columns = ["city", "country"] }, Ct)).Value;
        Assert.Equal(new object?[] { "Oslo", "Norge" }, page.Rows[0].Values);
        Assert.Equal("already-undone", (await scope.ServiceProvider.GetRequiredService<UndoChanges>().RunAsync(act.ChangeSetId.Value, Ct)).Refusals[0].Code);
    }

    [Theory, OnEveryDatabase]
    public async Task A_person_is_found_by_pinyin_initials_and_accents_do_not_matter(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var reader = scope.ServiceProvider.GetRequiredService<RecordReader>();
        foreach (var name in new[] { "王伟", "José García", "Anna Snelling" })
            await store.CreateAsync("contacts", new Dictionary<string, object?> { ["name"] = name }, Ct);

        async Task<object?[]> Find(string words) =>
            [.. (await reader.PageAsync(new RecordQuery("contacts") { Search = words, Columns = ["name"] }, Ct)).Value.Rows.Select(r => r.Values[0])];

        Assert.Equal(["王伟"], await Find("wang"));
        Assert.Equal(["王伟"], await Find("ww"));
        Assert.Equal(["王伟"], await Find("伟"));
        Assert.Equal(["José García"], await Find("GARCIA jose"));
    }

    [Theory, OnEveryDatabase]
    public async Task Every_filter_operator_of_every_field_of_every_type_runs(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var reader = scope.ServiceProvider.GetRequiredService<RecordReader>();
        var schema = await scope.ServiceProvider.GetRequiredService<SchemaSource>().GetAsync(Ct);

        foreach (var type in schema.Types)
            foreach (var field in type.Fields)
            {
                foreach (var op in field.Kind.Operators)
                {
                    var value = op.TakesPeriod() ? "2017-Q1" : field.Kind.Name switch
                    {
                        "date" => "2017-03-01",
                        "datetime" => "2017-03-01T10:00:00Z",
                        "number" or "integer" or "percent" or "money" or "year" => "12",
                        "yesno" => "true",
                        "reference" or "user" or "references" => Ids.Next().ToString(),
                        "stage" => "won",
                        "link" => $"deals/{Ids.Next()}",
                        _ => "a'%_b",
                    };
                    var filter = new FilterTerm(field.Name, op, value);
                    var written = FilterText.Parse(FilterText.Write(filter)).Value;
                    var page = await reader.PageAsync(new RecordQuery(type.Name) { Filter = written, Sort = "-" + field.Name, Columns = [field.Name], Count = true }, Ct);
                    Assert.True(page.Succeeded, $"{type.Name}: {FilterText.Write(filter)}: {string.Join(";", page.Refusals)}");
                }
            }
    }
}
