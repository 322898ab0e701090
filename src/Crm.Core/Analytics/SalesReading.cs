using System.Linq.Expressions;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Crm.Core.Shared;

namespace Crm.Core.Analytics;

/// <summary>One run of <see cref="SalesFigures"/>.</summary>
internal sealed class SalesReading(ICrmDb db, RecordReader reader, TenantSchema schema, Actor actor, DateTime utcNow, SalesSelection selection, CancellationToken ct)
{
    /// <summary>A mistyped year must not make thousands of empty months: a longer span shows only the periods that hold something.</summary>
    private const int MaxYearsWithGaps = 12;

    private readonly DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utcNow, schema.Tenant.Zone));
    private readonly FilterNode? team = DealFilters.OfTeam(selection.TeamId);

    public async Task<SalesReport> RunAsync()
    {
        var months = await MonthsAsync();
        var years = months.Where(m => m.IsOutcome).Select(m => m.Month.Year).Distinct().OrderDescending().ToList();
        int? year = selection.AllTime ? null : selection.Year ?? years.FirstOrDefault(today.Year);
        var scope = FilterNode.All(DealFilters.ClosedWithin(year), team);
        var within = months.Where(m => year is null || m.Month.Year == year).ToList();
        var (stages, open) = await StagesAsync();
        var (people, teams) = await PeopleAsync(scope);
        return new SalesReport
        {
            Year = year,
            Years = years,
            Closed = schema.Close(within.Select(m => m.Sums), scope),
            Before = year is { } now && years.Contains(now - 1) ? await BeforeAsync(now - 1, months) : null,
            Months = Periods(within, year, 1),
            Quarters = Periods(within, year, 3),
            Open = new OpenFigure(stages.Sum(s => s.Open.Count), stages.Sum(s => s.Open.Amount), stages.Sum(s => s.Open.Weighted), FilterText.Write(DealFilters.Open(team))),
            Stages = stages,
            People = people,
            Teams = teams,
            Products = await ProductsAsync(scope),
            Sectors = await SectorsAsync(scope),
            Unrated = Without(open.Concat(within.Where(m => m.IsOutcome).Select(m => (m.Currency, m.Priced)))),
        };
    }

    private async Task<IReadOnlyList<MonthSums>> MonthsAsync()
    {
        var closed = await DealsAsync(FilterNode.All(DealFilters.ClosedWithin((int?)null), team));
        var sums = await closed.GroupBy(d => new { d.ClosedOn!.Value.Year, d.ClosedOn!.Value.Month, d.StageId, d.Currency }).AddUpAsync(ct);
        return [.. sums.Select(s => new MonthSums(
            new DateOnly(s.Key.Year, s.Key.Month, 1), s.In(s.Key.StageId, Into(s.Key.Currency)), schema.Stage(s.Key.StageId)?.Outcome is StageOutcome.Won or StageOutcome.Lost, s.Key.Currency, s.Priced))];
    }

    private async Task<Comparison> BeforeAsync(int year, IReadOnlyList<MonthSums> months)
    {
        if (year != today.Year - 1)
            return new Comparison(
                schema.Close(months.Where(m => m.Month.Year == year).Select(m => m.Sums), FilterNode.All(DealFilters.ClosedWithin(year), team)), false);
        var scope = FilterNode.All(DealFilters.ClosedBetween(new DateOnly(year, 1, 1), today.AddYears(-1)), team);
        var sums = await (await DealsAsync(scope)).GroupBy(d => new { d.StageId, d.Currency }).AddUpAsync(ct);
        return new Comparison(schema.Close(sums.Select(s => s.In(s.Key.StageId, Into(s.Key.Currency))), scope), true);
    }

    private async Task<(IReadOnlyList<StageFigure> Stages, IReadOnlyList<(string Currency, int Priced)> Priced)> StagesAsync()
    {
        var open = schema.PipelinesOf(DealType.TypeName)
            .SelectMany(p => p.Stages.Where(s => s.Outcome == StageOutcome.Open).Select(s => (Pipeline: p.Name, Stage: s))).ToList();
        if (open.Count == 0)
            return ([], []);
        var sums = await (await DealsAsync(DealFilters.Open(team))).GroupBy(d => new { d.StageId, d.Currency }).AddUpAsync(ct);
        var byStage = sums.ToLookup(s => s.Key.StageId);
        OpenFigure Of(Guid id) => new(
            byStage[id].Sum(s => s.Count), byStage[id].Sum(s => Into(s.Key.Currency)(s.Amount)), byStage[id].Sum(s => Into(s.Key.Currency)(s.Weighted)),
            FilterText.Write(DealFilters.InStage(id, team)));
        return ([.. open.Select(s => new StageFigure(s.Stage, s.Pipeline, Of(s.Stage.Id)))], [.. sums.Select(s => (s.Key.Currency, s.Priced))]);
    }

    private async Task<(IReadOnlyList<SalesGroup> People, IReadOnlyList<SalesGroup> Teams)> PeopleAsync(FilterNode? scope)
    {
        var sums = await (await DealsAsync(scope))
            .GroupBy(d => new { d.OwnerId, Owner = d.Owner!.Name, d.Owner!.TeamId, Team = d.Owner!.Team!.Name, d.StageId, d.Currency }).AddUpAsync(ct);
        var people = sums.GroupBy(s => (Id: s.Key.OwnerId, Name: (string?)s.Key.Owner), s => s.In(s.Key.StageId, Into(s.Key.Currency))).ToList();
        var seen = await SeenAsync(MemberType.TypeName, people.Select(g => g.Key.Id));
        // In whose team somebody is whom the actor may not see, the actor may not see either.
        var hidden = sums.ToLookup(s => s.Key.OwnerId is { } owner && s.Key.Owner is not null && !seen(owner));
        var teams = hidden[false].GroupBy(s => (Id: s.Key.TeamId, Name: (string?)s.Key.Team), s => s.In(s.Key.StageId, Into(s.Key.Currency))).ToList();
        return (
            Sorted(Groups(people, seen, "owner", "owner", DealFilters.None("owner"), scope)),
            Sorted([.. Groups(teams, await SeenAsync(TeamType.TypeName, teams.Select(g => g.Key.Id)), "owner.team", "team", WithoutTeam, scope),
                .. OfHidden(hidden[true].Select(s => s.Key.OwnerId!.Value), hidden[true].Select(s => s.In(s.Key.StageId, Into(s.Key.Currency))), scope)]));
    }

    /// <summary>Beyond an owner who is out of reach no filter looks; where nobody is within reach, none may ask for teams.</summary>
    private FilterNode WithoutTeam => actor.Scope(schema[MemberType.TypeName].Type, RecordAction.View) switch
    {
        AccessScope.All => DealFilters.None("owner.team"),
        AccessScope.None => DealFilters.None("owner"),
        _ => new FilterGroup(true, [DealFilters.None("owner"), DealFilters.None("owner.team")]),
    };

    private IEnumerable<SalesGroup> OfHidden(IEnumerable<Guid> owners, IEnumerable<StageSums> sums, FilterNode? scope) =>
        owners.Distinct().Select(o => o.ToString()).ToArray() is { Length: > 0 } ids
            ? [Group(null, null, SalesGroup.Unseen, sums, new FilterTerm("owner", FilterOperator.In, ids), scope)]
            : [];

    private async Task<IReadOnlyList<SalesGroup>> ProductsAsync(FilterNode? scope)
    {
        var sums = await (await DealsAsync(scope)).GroupBy(d => new { d.ProductId, Product = d.Product!.Name, d.StageId, d.Currency }).AddUpAsync(ct);
        var products = sums.GroupBy(s => (Id: s.Key.ProductId, Name: (string?)s.Key.Product), s => s.In(s.Key.StageId, Into(s.Key.Currency))).ToList();
        return Sorted(Groups(products, await SeenAsync(ProductType.TypeName, products.Select(g => g.Key.Id)), "product", "product", DealFilters.None("product"), scope));
    }

    private async Task<IReadOnlyList<SalesGroup>> SectorsAsync(FilterNode? scope)
    {
        var (seen, unseen) = ByCompany(await DealsAsync(scope));
        var sums = await seen.GroupBy(d => new { d.Company!.Sector, HasCompany = d.CompanyId != null, d.StageId, d.Currency }).AddUpAsync(ct);
        var groups = sums.GroupBy(s => (Sector: string.IsNullOrEmpty(s.Key.Sector) ? null : s.Key.Sector, s.Key.HasCompany), s => s.In(s.Key.StageId, Into(s.Key.Currency)))
            .Select(g => g.Key switch
            {
                (null, false) => Group(null, null, "company", g, DealFilters.None("company"), scope),
                (null, true) => Group(null, null, "sector", g, FilterNode.All(DealFilters.Any("company"), DealFilters.None("company.sector"))!, scope),
                var (sector, _) => Group(sector, sector, null, g, DealFilters.Is("company.sector", sector), scope),
            });
        if (unseen is null)
            return Sorted(groups);
        var rest = await unseen.GroupBy(d => new { d.StageId, d.Currency }).AddUpAsync(ct);
        // The sector is the company's own: of one that is out of reach nothing is told, and no filter finds its deals by it.
        var closed = schema.Close(rest.Select(s => s.In(s.Key.StageId, Into(s.Key.Currency))), scope).Unlisted();
        return Sorted([.. groups, new SalesGroup(null, null, SalesGroup.Unseen, closed)]);
    }

    /// <summary>Deals whose company the actor may see or that have none, and the others; null where every company is within reach.</summary>
    private (IQueryable<Deal> Seen, IQueryable<Deal>? Unseen) ByCompany(IQueryable<Deal> deals)
    {
        var deal = Expression.Parameter(typeof(Deal), "d");
        if (new TargetReach(schema, actor).Condition(schema[DealType.TypeName]["company"], deal) is not { } within)
            return (deals, null);
        var none = Expression.Equal(Expression.Property(deal, nameof(Deal.CompanyId)), Expression.Constant(null, typeof(Guid?)));
        var seen = Expression.OrElse(none, within);
        return (deals.Where(Expression.Lambda<Func<Deal, bool>>(seen, deal)), deals.Where(Expression.Lambda<Func<Deal, bool>>(Expression.Not(seen), deal)));
    }

    /// <summary>Which of the records the actor may see. Asked only of those whose reach is narrower than everything.</summary>
    private async Task<Func<Guid, bool>> SeenAsync(string type, IEnumerable<Guid?> ids)
    {
        if (schema.Find(type) is { } target && actor.Scope(target.Type, RecordAction.View) == AccessScope.All)
            return _ => true;
        return (await reader.TitlesAsync(type, [.. ids.OfType<Guid>().Distinct()], ct)).ContainsKey;
    }

    private IEnumerable<SalesGroup> Groups(
        IEnumerable<IGrouping<(Guid? Id, string? Name), StageSums>> groups, Func<Guid, bool> seen, string field, string without, FilterNode none, FilterNode? scope) =>
        groups.Select(g => g.Key.Id is { } id
            ? Group(id.ToString(), seen(id) ? g.Key.Name : null, g.Key.Name is null || seen(id) ? null : SalesGroup.Unseen, g, DealFilters.Is(field, id.ToString()), scope)
            : Group(null, null, without, g, none, scope));

    private SalesGroup Group(string? key, string? name, string? without, IEnumerable<StageSums> sums, FilterNode term, FilterNode? scope) =>
        new(key, name, without, schema.Close(sums, FilterNode.All(scope, term)));

    private static IReadOnlyList<SalesGroup> Sorted(IEnumerable<SalesGroup> groups) =>
        [.. groups.Where(g => g.Closed.Closed.Count > 0).OrderByDescending(g => g.Closed.Won.Amount).ThenByDescending(g => g.Closed.Won.Count).ThenBy(g => g.Name, StringComparer.Ordinal)];

    /// <summary>All periods of a year, or those from the first to the last of all time.</summary>
    private IReadOnlyList<PeriodFigure> Periods(IReadOnlyList<MonthSums> months, int? year, int length)
    {
        var sums = months.Where(m => m.IsOutcome).ToLookup(m => new DateOnly(m.Month.Year, (m.Month.Month - 1) / length * length + 1, 1), m => m.Sums);
        if (year is null && sums.Count == 0)
            return [];
        var first = year is { } y ? new DateOnly(y, 1, 1) : sums.Min(g => g.Key);
        var last = year is null ? sums.Max(g => g.Key) : first.AddMonths(12 - length);
        var figures = new List<PeriodFigure>();
        for (var from = first; from <= last; from = from.AddMonths(length))
        {
            if (sums.Contains(from) || last.Year - first.Year < MaxYearsWithGaps)
                figures.Add(Period(from, sums[from]));
        }
        return figures;

        PeriodFigure Period(DateOnly from, IEnumerable<StageSums> of)
        {
            var word = length == 1 ? DealFilters.MonthWord(from) : DealFilters.QuarterWord(from);
            return new PeriodFigure(word, from, schema.Close(of, FilterNode.All(DealFilters.ClosedWithin(word), team)).Won);
        }
    }

    /// <summary>From minor units of a currency to those of the tenant's; nothing where there is no rate.</summary>
    private Func<long, long> Into(string from) => minor => schema.Rates.Convert(new Money(minor, from), today)?.Minor ?? 0;

    private IReadOnlyList<UnratedDeals> Without(IEnumerable<(string Currency, int Priced)> deals) =>
        [.. deals.Where(d => d.Priced > 0 && schema.Rates.Of(d.Currency, today) is null).GroupBy(d => d.Currency)
            .Select(g => new UnratedDeals(g.Key, g.Sum(d => d.Priced))).OrderByDescending(u => u.Count).ThenBy(u => u.Currency, StringComparer.Ordinal)];

    private async Task<IQueryable<Deal>> DealsAsync(FilterNode? filter)
    {
        var deals = await reader.QueryAsync<Deal>(db, filter, ct);
        return deals.Succeeded ? deals.Value : throw new RefusedException(deals.Refusals);
    }

    private sealed record MonthSums(DateOnly Month, StageSums Sums, bool IsOutcome, string Currency, int Priced);

    internal sealed class RefusedException(IReadOnlyList<Refusal> refusals) : Exception
    {
        public IReadOnlyList<Refusal> Refusals { get; } = refusals;
    }
}
