using Crm.Core.Records;
using Crm.Core.Records.Figures;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records.Lists;

public sealed class FigureTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task A_footer_counts_adds_up_and_averages_and_keeps_currencies_apart(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        await DealsAsync(scope.ServiceProvider);
        var figures = scope.ServiceProvider.GetRequiredService<RecordFigures>();

        var asked = ColumnFigure.Read("amount~sum,probability~average,source~filled,expectedCloseOn~max");
        var found = (await figures.RunAsync(new RecordQuery("deals"), asked, Ct)).Value;

        Assert.Equal([new Money(60_000, "USD"), new Money(5_000, "EUR")], found[0].Cast<Money>());
        Assert.Equal(25m, Assert.Single(found[1]));
        Assert.Equal(2m, Assert.Single(found[2]));
        Assert.Equal(new DateOnly(2026, 5, 2), Assert.Single(found[3]));
        var none = (await figures.RunAsync(new RecordQuery("deals") { Search = "nobody" }, asked, Ct)).Value;
        Assert.All(none, Assert.Empty);
    }

    [Theory, OnEveryDatabase]
    public async Task Groups_have_counts_and_sums_and_their_condition_finds_just_their_records(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var services = scope.ServiceProvider;
        await DealsAsync(services);
        var type = (await services.GetRequiredService<SchemaSource>().GetAsync(Ct))["deals"];
        var reader = services.GetRequiredService<RecordReader>();
        async Task<IReadOnlyList<RecordGroup>> By(string group)
        {
            var groups = (await services.GetRequiredService<RecordFigures>().ByAsync(new RecordQuery("deals"), GroupBy.Read(group, type)!, ColumnFigure.Read("amount~sum,createdAt~min"), Ct)).Value;
            foreach (var found in groups)
                Assert.Equal(found.Count, (await reader.PageAsync(new RecordQuery("deals") { Filter = found.Where, Count = true }, Ct)).Value.Count);
            Assert.Equal(4, groups.Sum(g => g.Count));
            return groups;
        }

        Assert.Equal([("referral", 2), (null, 2)], (await By("source")).Select(g => ((string?)g.Key, g.Count)));
        Assert.Equal([("Bioholding", 1), ("Hatfan", 2), ("", 1)], (await By("company")).Select(g => ((g.Key as RecordRef?)?.Title ?? "", g.Count)));
        Assert.Equal(new Money(30_000, "USD"), Assert.Single((await By("company"))[1].Figures[0]));
        Assert.Equal("Prospecting", ((RecordRef)Assert.Single(await By("stage")).Key!).Title);
        Assert.Equal([new Period(new(2026, 5, 1), new(2026, 5, 31)), new Period(new(2026, 3, 1), new(2026, 3, 31)), null], (await By("expectedCloseOn")).Select(g => (Period?)g.Key));
        Assert.Equal([2026, null], (await By("expectedCloseOn~year")).Select(g => (g.Key as Period?)?.From.Year));
        Assert.Single(await By("createdAt~day"));
        Assert.Equal("Olivia Owner", ((RecordRef)(await By("owner"))[0].Key!).Title);
    }

    [Theory, OnEveryDatabase]
    public async Task Every_field_that_offers_a_figure_or_a_group_gives_one(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await OwnFields.AddToEveryTypeAsync(acme);
        await using var scope = acme.As();
        var services = scope.ServiceProvider;
        await DealsAsync(services);
        var figures = services.GetRequiredService<RecordFigures>();

        foreach (var type in (await services.GetRequiredService<SchemaSource>().GetAsync(Ct)).Types)
            foreach (var field in type.Fields)
            {
                var offered = ColumnFigure.Of(field).Select(f => new ColumnFigure(field.Name, f)).ToList();
                Assert.Equal(offered.Count, (await figures.RunAsync(new RecordQuery(type.Name), offered, Ct)).Value.Count);
                if (GroupBy.Read(field.Name, type) is { } by)
                    Assert.True((await figures.ByAsync(new RecordQuery(type.Name), by, [], Ct)).Succeeded);
            }
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_not_touched_of_late_and_what_is_overdue_can_be_asked_for(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        await DealsAsync(scope.ServiceProvider);
        var reader = scope.ServiceProvider.GetRequiredService<RecordReader>();
        async Task<int?> Found(string filter) => (await reader.PageAsync(new RecordQuery("deals") { Filter = FilterText.Parse(filter).Value, Count = true }, Ct)).Value.Count;

        Assert.Equal(0, await Found("changedAt notwithin last-14-days"));
        Assert.Equal(4, await Found("expectedCloseOn notwithin '2017'"));
        Assert.Equal(3, await Found("expectedCloseOn within past or expectedCloseOn within future"));
        Assert.Equal(1, await Found("owner eq me and company.name eq 'Hatfan'"));
    }

    private static async Task DealsAsync(IServiceProvider services)
    {
        var store = services.GetRequiredService<RecordStore>();
        var owner = (await services.GetRequiredService<Crm.Core.Records.Access.CurrentActor>().GetAsync(Ct)).MemberId;
        var hatfan = (await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Hatfan" }, Ct)).Value.Id;
        var bio = (await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Bioholding" }, Ct)).Value.Id;
        IReadOnlyList<Dictionary<string, object?>> deals =
        [
            new() { ["name"] = "One", ["company"] = hatfan, ["amount"] = new Money(10_000, "USD"), ["probability"] = 10m, ["expectedCloseOn"] = new DateOnly(2026, 3, 31), ["source"] = "referral", ["owner"] = owner },
            new() { ["name"] = "Two", ["company"] = hatfan, ["amount"] = new Money(20_000, "USD"), ["probability"] = 20m, ["expectedCloseOn"] = new DateOnly(2026, 5, 1) },
            new() { ["name"] = "Three", ["company"] = bio, ["amount"] = new Money(30_000, "USD"), ["probability"] = 30m, ["expectedCloseOn"] = new DateOnly(2026, 5, 2), ["source"] = "referral" },
            new() { ["name"] = "Four", ["amount"] = new Money(5_000, "EUR"), ["probability"] = 40m },
        ];
        var written = await store.WriteAsync(new WriteBatch("deals", [.. deals.Select(d => RecordWrite.Create(d))]), Ct);
        Assert.All(written.Value.Results, r => Assert.True(r.Succeeded));
    }
}
