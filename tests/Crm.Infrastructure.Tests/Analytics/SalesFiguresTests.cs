using System.Diagnostics;
using Crm.Core.Analytics;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Crm.Infrastructure.Tests.Analytics;

public sealed class SalesFiguresTests(LoadedSales sales, ITestOutputHelper output) : IClassFixture<LoadedSales>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task Every_figure_is_what_plain_SQL_over_the_files_says(DatabaseKind on)
    {
        var acme = await sales.On(on);
        using var raw = await RawSales.ReadAsync();

        var report = await AskAsync(acme, new SalesSelection(2017));

        Assert.Equal([2017], report.Years);
        Assert.Equal(raw.One<int>("SELECT count(*) FROM deals WHERE deal_stage = 'Won'"), report.Closed.Won.Count);
        Assert.Equal(raw.One<long>("SELECT sum(cents) FROM deals WHERE deal_stage = 'Won'"), report.Closed.Won.Amount);
        Assert.Equal(raw.One<double>("SELECT 1.0 * sum(deal_stage = 'Won') / count(*) FROM deals WHERE deal_stage IN ('Won', 'Lost')"), report.Closed.WinRate!.Value, 1e-9);
        Assert.Equal(raw.One<double>("SELECT avg(days) FROM deals WHERE deal_stage = 'Won'"), report.Closed.AverageCycle!.Value, 1e-9);
        Assert.Equal(raw.One<double>("SELECT avg(cents) FROM deals WHERE deal_stage = 'Won'"), (double)report.Closed.AverageWon!.Value, 1e-6);
        foreach (var stage in report.Stages)
            Assert.Equal(raw.One<int>($"SELECT count(*) FROM deals WHERE deal_stage = '{stage.Stage.Name}'"), stage.Open.Count);
        Assert.Equal(["Prospecting", "Engaging", "Proposal", "Negotiation"], report.Stages.Select(s => s.Stage.Name));
        Assert.Equal((2_089, 0L, 0L), (report.Open.Count, report.Open.Amount, report.Open.Weighted));

        var quarters = raw.ClosedBy("strftime('%Y', closed) || '-Q' || ((strftime('%m', closed) + 2) / 3)").ToDictionary(q => q.Key!);
        Assert.Equal(["2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4"], report.Quarters.Select(q => q.Word));
        Assert.All(report.Quarters, q => Assert.Equal((quarters[q.Word].Won, quarters[q.Word].Cents), (q.Won.Count, q.Won.Amount)));
        var months = raw.ClosedBy("strftime('%Y-%m', closed)").ToDictionary(q => q.Key!);
        Assert.Equal(12, report.Months.Count);
        Assert.All(report.Months, m => Assert.Equal(months.TryGetValue(m.Word, out var sum) ? (sum.Won, sum.Cents) : (0, 0), (m.Won.Count, m.Won.Amount)));

        SameGroups(raw.ClosedBy("sales_agent"), report.People);
        SameGroups(raw.ClosedBy("regional_office"), report.Teams);
        SameGroups(raw.ClosedBy("product_name"), report.Products);
        SameGroups(raw.ClosedBy("sector"), report.Sectors);
        Assert.Equal("company", report.Sectors.SingleOrDefault(s => s.Key is null)?.Without ?? "company");

        output.WriteLine($"{on}: won {report.Closed.Won.Amount / 100m:N2} ({report.Closed.Won.Count}), lost {report.Closed.Lost.Count}, win rate {report.Closed.WinRate:P4}, cycle {report.Closed.AverageCycle:N6} days, average won {report.Closed.AverageWon / 100:N2}");
        output.WriteLine(string.Join("; ", report.Quarters.Select(q => $"{q.Word} {q.Won.Amount / 100m:N2}")));
    }

    [Theory, OnEveryDatabase]
    public async Task Every_figure_opens_exactly_the_deals_that_it_counts(DatabaseKind on)
    {
        var acme = await sales.On(on);
        await using var scope = acme.As();
        var reader = scope.ServiceProvider.GetRequiredService<RecordReader>();
        var team = (await reader.PageAsync(new RecordQuery("teams") { Search = "West" }, Ct)).Value.Rows[0].Id;
        var checkedFilters = new HashSet<string>();

        foreach (var selection in new[] { new SalesSelection(AllTime: true), new SalesSelection(2017, TeamId: team) })
        {
            var report = await AskAsync(acme, selection);
            foreach (var (filter, count, totals) in Figures(report).Where(f => checkedFilters.Add(f.Filter)))
            {
                var page = (await reader.PageAsync(new RecordQuery("deals") { Filter = FilterText.Parse(filter).Value, Count = true, Totals = [.. totals.Keys], Take = 1, Columns = ["name"] }, Ct)).Value;
                Assert.Equal((filter, count), (filter, page.Count));
                Assert.All(totals, total => Assert.Equal((filter, total.Value), (filter, page.Totals[total.Key])));
            }
        }

        Assert.True(checkedFilters.Count > 250, $"Only {checkedFilters.Count} figures were checked.");
    }

    [Theory, OnEveryDatabase]
    public async Task The_figures_of_one_team_add_up_to_its_row(DatabaseKind on)
    {
        var acme = await sales.On(on);
        var all = await AskAsync(acme, new SalesSelection(2017));

        foreach (var team in all.Teams)
        {
            var own = await AskAsync(acme, new SalesSelection(2017, TeamId: Guid.Parse(team.Key!)));
            Assert.Equal((team.Closed.Won.Count, team.Closed.Won.Amount, team.Closed.Timed.Days), (own.Closed.Won.Count, own.Closed.Won.Amount, own.Closed.Timed.Days));
            Assert.Equal(team.Closed.Won.Amount, own.Products.Sum(p => p.Closed.Won.Amount));
        }
        Assert.Equal(all.Closed.Won.Amount, all.Teams.Sum(t => t.Closed.Won.Amount));
    }

    [Theory, OnEveryDatabase]
    public async Task Who_may_see_only_his_own_deals_sees_only_their_figures(DatabaseKind on)
    {
        var acme = await sales.On(on);
        using var raw = await RawSales.ReadAsync();
        var darcel = await acme.DoAsync(services => OwnDealsOnlyAsync(services, "Darcel Schlecht"));

        var report = await AskAsync(acme, new SalesSelection(2017), darcel);

        Assert.Equal(raw.One<long>("SELECT sum(cents) FROM deals WHERE deal_stage = 'Won' AND sales_agent = 'Darcel Schlecht'"), report.Closed.Won.Amount);
        Assert.Equal(raw.One<int>("SELECT count(*) FROM deals WHERE deal_stage IN ('Prospecting', 'Engaging') AND sales_agent = 'Darcel Schlecht'"), report.Open.Count);
        Assert.Equal("Darcel Schlecht", Assert.Single(report.People).Name);
    }

    [Theory, OnEveryDatabase]
    public async Task Another_company_sees_nothing_of_it(DatabaseKind on)
    {
        var acme = await sales.On(on);
        var globex = await acme.Database.SignUpAsync("Globex");

        var report = await AskAsync(globex, new SalesSelection(AllTime: true));

        Assert.True(report.IsEmpty);
        Assert.Equal((0, 0L, null), (report.Closed.Closed.Count, report.Closed.Won.Amount, report.Closed.WinRate));
        Assert.Empty(report.People);
        Assert.Empty(report.Quarters);
    }

    private async Task<SalesReport> AskAsync(Company company, SalesSelection selection, Guid? memberId = null)
    {
        await using var scope = company.As(memberId);
        var figures = scope.ServiceProvider.GetRequiredService<SalesFigures>();
        var watch = Stopwatch.StartNew();
        var report = (await figures.RunAsync(selection, Ct)).Value;
        output.WriteLine($"{selection}: {watch.ElapsedMilliseconds} ms");
        return report;
    }

    private static void SameGroups(IReadOnlyList<(string? Key, int Won, int Lost, long Cents)> raw, IReadOnlyList<SalesGroup> groups) => Assert.Equal(
        raw.OrderBy(r => r.Key ?? "", StringComparer.Ordinal).Select(r => (r.Key, r.Won, r.Lost, r.Cents)),
        groups.OrderBy(g => g.Name ?? "", StringComparer.Ordinal).Select(g => (g.Name, g.Closed.Won.Count, g.Closed.Lost.Count, g.Closed.Won.Amount)));

    private static IEnumerable<(string Filter, int Count, Dictionary<string, long> Totals)> Figures(SalesReport report)
    {
        foreach (var closed in report.People.Concat(report.Teams).Concat(report.Products).Concat(report.Sectors).Select(g => g.Closed).Append(report.Closed))
        {
            foreach (var figure in new[] { closed.Won, closed.Lost, closed.Closed })
                yield return (figure.Deals, figure.Count, new() { ["amount"] = figure.Amount });
            yield return (closed.Timed.Deals, closed.Timed.Count, []);
        }
        foreach (var period in report.Quarters.Concat(report.Months))
            yield return (period.Won.Deals, period.Won.Count, new() { ["amount"] = period.Won.Amount });
        foreach (var open in report.Stages.Select(s => s.Open).Append(report.Open))
            yield return (open.Deals, open.Count, new() { ["amount"] = open.Amount, ["weighted"] = open.Weighted });
    }

    private static async Task<Guid> OwnDealsOnlyAsync(IServiceProvider services, string name)
    {
        await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
        var role = new Role { Name = "Seller" };
        db.Set<Role>().Add(role);
        db.Set<RoleGrant>().Add(new RoleGrant { RoleId = role.Id, RecordType = "deals", Action = RecordAction.View, Scope = AccessScope.Own });
        db.Set<RoleGrant>().Add(new RoleGrant { RoleId = role.Id, RecordType = "members", Action = RecordAction.View, Scope = AccessScope.All });
        var member = await db.Set<Member>().SingleAsync(m => m.Name == name);
        member.RoleId = role.Id;
        await db.SaveChangesAsync(Ct);
        return member.Id;
    }
}

/// <summary>One company with the practice data on each database, loaded when it is first asked for.</summary>
public sealed class LoadedSales : IAsyncLifetime
{
    private readonly EveryDatabase databases = new();
    private readonly SemaphoreSlim loading = new(1);
    private readonly Dictionary<DatabaseKind, Company> loaded = [];

    public async Task<Company> On(DatabaseKind kind)
    {
        await loading.WaitAsync();
        try
        {
            if (loaded.TryGetValue(kind, out var known))
                return known;
            var company = await (await databases.On(kind)).SignUpAsync();
            await SalesOpportunities.LoadAsync(company);
            return loaded[kind] = company;
        }
        finally
        {
            loading.Release();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => databases.DisposeAsync();
}
