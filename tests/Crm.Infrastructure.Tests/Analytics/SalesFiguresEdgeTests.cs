using Crm.Core.Analytics;
using Crm.Core.Customization.Rates;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Figures;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Rates;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Analytics;

public sealed class SalesFiguresEdgeTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task Deals_that_lack_a_company_sector_owner_or_product_are_shown_as_such_and_never_dropped(DatabaseKind on)
    {
        var sales = await StartAsync(on);
        var hatfan = await sales.CreateAsync("companies", ("name", "Hatfan"));
        var retailer = await sales.CreateAsync("companies", ("name", "Zoomzone"), ("sector", "retail"));
        var leaver = await sales.CreateAsync("members", ("name", "Lena Leaver"));
        await sales.CloseAsync("Won", "2017-03-01", 100_00, ("company", hatfan), ("owner", leaver));
        await sales.CloseAsync("Won", "2017-03-02", 20_00);
        await sales.CloseAsync("Lost", "2017-03-03", 3_00, ("lostReason", "price"), ("company", retailer), ("owner", sales.Company.OwnerId));
        Assert.True((await sales.Store.DeleteAsync("members", leaver, Ct)).Succeeded);

        var report = await sales.AskAsync(new SalesSelection(2017));

        Assert.Equal(["sector", "company", null], report.Sectors.Select(s => s.Without));
        Assert.Equal([(null, null), (null, "owner"), ("Olivia Owner", null)], report.People.Select(p => (p.Name, p.Without)));
        Assert.Equal([(null, "team")], report.Teams.Select(t => (t.Name, t.Without)));
        Assert.Equal([(null, "product")], report.Products.Select(p => (p.Name, p.Without)));
        foreach (var group in report.Sectors.Concat(report.People).Concat(report.Teams).Concat(report.Products))
        {
            var behind = await sales.ListAsync(group.Closed.Closed.Deals);
            Assert.Equal((group.Closed.Closed.Count, group.Closed.Closed.Amount), (behind.Count!.Value, behind.Totals["amount"]));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Who_sees_all_deals_but_only_some_companies_and_people_learns_no_name_of_the_others(DatabaseKind on)
    {
        var sales = await StartAsync(on);
        var seller = await sales.CreateAsync("members", ("name", "Sam Seller"));
        var team = await sales.CreateAsync("teams", ("name", "Key accounts"));
        var stranger = await sales.CreateAsync("members", ("name", "Silent Partner"), ("team", team));
        var own = await sales.CreateAsync("companies", ("name", "Zoomzone"), ("sector", "retail"), ("owner", seller));
        var secret = await sales.CreateAsync("companies", ("name", "Hush"), ("sector", "finance"), ("owner", stranger));
        await sales.CloseAsync("Won", "2017-03-01", 100_00, ("company", own), ("owner", stranger));
        await sales.CloseAsync("Won", "2017-03-02", 20_00, ("company", secret), ("owner", stranger));
        await sales.CloseAsync("Won", "2017-03-03", 3_00);
        await RestrictAsync(sales.Services, seller, ("deals", AccessScope.All), ("companies", AccessScope.Own));
        var services = sales.Company.As(seller).ServiceProvider;

        var report = (await services.GetRequiredService<SalesFigures>().RunAsync(new SalesSelection(2017), Ct)).Value;

        Assert.DoesNotContain(report.People.Concat(report.Teams), g => g.Name is "Silent Partner" or "Key accounts");
        Assert.Contains(report.Teams, g => g is { Key: null, Without: SalesGroup.Unseen, Closed.Won.Amount: 120_00 });
        Assert.Equal(["retail", null, null], report.Sectors.Select(g => g.Key));
        Assert.Equal([null, SalesGroup.Unseen, "company"], report.Sectors.Select(g => g.Without));
        Assert.Equal(report.Closed.Won.Amount, report.Sectors.Sum(g => g.Closed.Won.Amount));
        var reader = services.GetRequiredService<RecordReader>();
        foreach (var group in report.Sectors.Concat(report.People).Concat(report.Teams).Where(g => g.Closed.Won.Deals.Length > 0))
            Assert.Equal(group.Closed.Won.Count, (await reader.PageAsync(new RecordQuery("deals") { Filter = FilterText.Parse(group.Closed.Won.Deals).Value, Count = true }, Ct)).Value.Count);
    }

    private static async Task RestrictAsync(IServiceProvider services, Guid member, params (string Type, AccessScope Scope)[] views)
    {
        await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
        var role = new Role { Name = "Narrow" };
        db.Set<Role>().Add(role);
        db.Set<RoleGrant>().AddRange(views.Select(v => new RoleGrant { RoleId = role.Id, RecordType = v.Type, Action = RecordAction.View, Scope = v.Scope }));
        (await db.Set<Member>().SingleAsync(m => m.Id == member, Ct)).RoleId = role.Id;
        await db.SaveChangesAsync(Ct);
    }

    [Theory, OnEveryDatabase]
    public async Task A_past_year_is_compared_with_all_of_the_year_before(DatabaseKind on)
    {
        var sales = await StartAsync(on);
        await sales.CloseAsync("Won", "2016-12-31", 100_00);
        await sales.CloseAsync("Won", "2017-01-01", 150_00);
        await sales.CloseAsync("Lost", "2017-06-01", 1_00, ("lostReason", "price"));

        var report = await sales.AskAsync(new SalesSelection());

        Assert.Equal(2017, report.Year);
        Assert.Equal([2017, 2016], report.Years);
        Assert.False(report.Before!.SameDaysOnly);
        Assert.Equal((100_00L, 150_00L), (report.Before.Closed.Won.Amount, report.Closed.Won.Amount));
        Assert.Equal((1.0, 0.5), (report.Before.Closed.WinRate, report.Closed.WinRate));
        Assert.Null((await sales.AskAsync(new SalesSelection(2016))).Before);
    }

    [Theory, OnEveryDatabase]
    public async Task The_running_year_is_compared_with_the_same_days_of_last_year_only(DatabaseKind on)
    {
        var sales = await StartAsync(on);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var sameDay = today.AddYears(-1);
        await sales.CloseAsync("Won", $"{today:yyyy-MM-dd}", 100_00);
        await sales.CloseAsync("Won", $"{sameDay:yyyy-MM-dd}", 80_00);
        await sales.CloseAsync("Won", $"{sameDay.AddDays(1):yyyy-MM-dd}", 1_000_00);

        var report = await sales.AskAsync(new SalesSelection(today.Year));

        Assert.True(report.Before!.SameDaysOnly);
        Assert.Equal(80_00, report.Before.Closed.Won.Amount);
        Assert.Equal(80_00, (await sales.ListAsync(report.Before.Closed.Won.Deals)).Totals["amount"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Overdue_deals_stand_with_the_biggest_first_and_those_without_an_amount_last(DatabaseKind on)
    {
        var sales = await StartAsync(on);
        await sales.CreateAsync("deals", ("name", "Unpriced"), ("expectedCloseOn", new DateOnly(2020, 1, 1)));
        await sales.CreateAsync("deals", ("name", "Small"), ("amount", new Money(5_00, "USD")), ("expectedCloseOn", new DateOnly(2020, 1, 1)));
        await sales.CreateAsync("deals", ("name", "Big"), ("amount", new Money(900_00, "USD")), ("expectedCloseOn", new DateOnly(2024, 1, 1)));
        await sales.CreateAsync("deals", ("name", "In time"), ("amount", new Money(5_000_00, "USD")), ("expectedCloseOn", new DateOnly(2199, 1, 1)));

        var overdue = (await sales.Services.GetRequiredService<OverdueDeals>().RunAsync(null, 5, Ct)).Value;

        Assert.Equal(["Big", "Small", "Unpriced"], overdue.Biggest.Select(d => d.Name));
        Assert.Equal((3, 905_00L), (overdue.All.Count, overdue.All.Amount));
        Assert.Equal(3, (await sales.ListAsync(overdue.All.Deals)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Amounts_in_other_currencies_are_converted_and_those_without_a_rate_are_named(DatabaseKind on)
    {
        var sales = await StartAsync(on);
        await sales.CloseAsync("Won", "2017-03-01", 100_00);
        await sales.CloseAsync("Won", "2017-03-02", 0, ("amount", new Money(10_000, "JPY")));
        await sales.CloseAsync("Won", "2017-03-03", 0, ("amount", new Money(5_00, "SEK")));
        await sales.CreateAsync("deals", ("name", "Abroad"), ("amount", new Money(1_00, "SEK")), ("probability", 50m));
        await sales.CreateAsync("deals", ("name", "Euro"), ("amount", new Money(200_00, "EUR")), ("probability", 50m));

        var blind = await sales.AskAsync(new SalesSelection(2017));
        Assert.Equal([("SEK", 2), ("EUR", 1), ("JPY", 1)], blind.Unrated.Select(u => (u.Currency, u.Count)));
        Assert.Equal((100_00L, 0L), (blind.Closed.Won.Amount, blind.Open.Amount));

        var set = sales.Services.GetRequiredService<SetRate>();
        foreach (var (currency, from, rate) in new[] { ("JPY", "2016-01-01", 0.0065m), ("EUR", "2020-01-01", 1.1m), ("EUR", "2016-01-01", 1.5m), ("EUR", "2199-01-01", 9m) })
            Assert.Empty((await set.RunAsync(currency, DateOnly.Parse(from, null), rate, Ct)).Refusals);

        var report = await sales.AskAsync(new SalesSelection(2017));
        Assert.Equal([("SEK", 2)], report.Unrated.Select(u => (u.Currency, u.Count)));
        Assert.Equal((165_00L, 220_00L, 110_00L), (report.Closed.Won.Amount, report.Open.Amount, report.Open.Weighted));
        var behind = await sales.ListAsync(report.Closed.Won.Deals);
        Assert.Equal((3, 165_00L), (behind.Count!.Value, behind.Totals["amount"]));
        Assert.Equal([new CurrencySum(new Money(5_00, "SEK"), 1)], behind.Unrated["amount"]);

        var figures = await sales.Services.GetRequiredService<RecordFigures>().RunAsync(new RecordQuery("deals"), ColumnFigure.Read("amount~sum"), Ct);
        Assert.Equal([new Money(385_00, "USD"), new Money(6_00, "SEK")], figures.Value[0]);
        var boards = sales.Services.GetRequiredService<BoardReader>();
        var columns = (await boards.FiguresAsync((await boards.ShapeAsync("deals", null, Ct)).Value, new BoardSelection(), Ct)).Value;
        Assert.Contains(columns.Values, c => c.Totals.SequenceEqual([new Money(220_00, "USD"), new Money(1_00, "SEK")]));
    }

    [Theory, OnEveryDatabase]
    public async Task A_rate_is_positive_for_another_currency_and_set_by_those_who_shape_the_workspace(DatabaseKind on)
    {
        var sales = await StartAsync(on);
        var set = sales.Services.GetRequiredService<SetRate>();
        var day = new DateOnly(2024, 1, 1);

        Assert.Equal("currency-unknown", (await set.RunAsync("euro", day, 1, Ct)).Refusals[0].Code);
        Assert.Equal("rate-own-currency", (await set.RunAsync("usd", day, 1, Ct)).Refusals[0].Code);
        Assert.Equal("rate-unfit", (await set.RunAsync("EUR", day, 0, Ct)).Refusals[0].Code);
        Assert.Equal("rate-unfit", (await set.RunAsync("EUR", day, 1_000_000_000m, Ct)).Refusals[0].Code);
        Assert.True((await set.RunAsync(" eur ", day, 1.1m, Ct)).Succeeded);
        Assert.True((await set.RunAsync("EUR", day, 1.2m, Ct)).Succeeded);
        var rate = Assert.Single(await sales.Services.GetRequiredService<RateList>().RunAsync(Ct));
        Assert.Equal(("EUR", 1.2m), (rate.Currency, rate.Rate));
        Assert.True((await sales.Services.GetRequiredService<RemoveRate>().RunAsync(rate.Id, Ct)).Succeeded);
        Assert.Empty(await sales.Services.GetRequiredService<RateList>().RunAsync(Ct));

        var lena = await Identity.MemberTests.MemberAsync(sales.Company, "Lena", Crm.Core.Identity.RoleKeys.Member);
        Assert.Equal("not-permitted", (await sales.Company.DoAsync(s => s.GetRequiredService<SetRate>().RunAsync("EUR", day, 1, Ct), lena)).Refusals[0].Code);
    }

    private async Task<Sales> StartAsync(DatabaseKind on)
    {
        var company = await (await databases.On(on)).SignUpAsync();
        var services = company.As().ServiceProvider;
        return new Sales(company, services, await services.GetRequiredService<SchemaSource>().GetAsync(Ct));
    }

    private sealed record Sales(Company Company, IServiceProvider Services, TenantSchema Schema)
    {
        public RecordStore Store { get; } = Services.GetRequiredService<RecordStore>();

        public async Task<Guid> CreateAsync(string type, params (string Field, object? Value)[] values) =>
            (await Store.CreateAsync(type, values.ToDictionary(v => v.Field, v => v.Value), Ct)).Value.Id;

        public Task<Guid> CloseAsync(string stage, string day, long cents, params (string Field, object? Value)[] more) => CreateAsync("deals",
            [("name", $"Deal of {day}"), ("stage", Schema.Pipelines[0].Stages.Single(s => s.Name == stage).Id), ("closedOn", DateOnly.Parse(day, null)), .. more.Append(("amount", new Money(cents, "USD"))).DistinctBy(v => v.Item1)]);

        public async Task<SalesReport> AskAsync(SalesSelection selection) =>
            (await Services.GetRequiredService<SalesFigures>().RunAsync(selection, Ct)).Value;

        public async Task<RecordPage> ListAsync(string filter) => (await Services.GetRequiredService<RecordReader>().PageAsync(
            new RecordQuery("deals") { Filter = FilterText.Parse(filter).Value, Count = true, Totals = ["amount"] }, Ct)).Value;
    }
}
