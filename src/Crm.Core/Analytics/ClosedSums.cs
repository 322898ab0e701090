using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Analytics;

/// <summary>Deals of one group as the database added them up. Groups have the stage in their key: won and lost come from one reading.</summary>
/// <param name="Priced">How many of them have an amount.</param>
internal sealed record Sums<TKey>(TKey Key, int Count, long Amount, long Weighted, long Days, int Timed, int Priced);

/// <summary>Sums of one stage, ready to become won, lost or neither.</summary>
internal sealed record StageSums(Guid StageId, int Count, long Amount, long Days, int Timed);

internal static class ClosedSums
{
    public static async Task<List<Sums<TKey>>> AddUpAsync<TKey>(this IQueryable<IGrouping<TKey, Deal>> groups, CancellationToken ct) =>
        await groups.Select(g => new Sums<TKey>(
            g.Key,
            g.Count(),
            g.Sum(d => d.Amount) ?? 0,
            g.Sum(d => d.Amount * d.Probability / 100) ?? 0,
            g.Sum(d => (long?)d.CycleDays) ?? 0,
            g.Count(d => d.CycleDays != null),
            g.Count(d => d.Amount != null))).ToListAsync(ct);

    /// <summary>As sums of a stage, whose amounts are in the tenant's currency.</summary>
    public static StageSums In<TKey>(this Sums<TKey> sums, Guid stage, Func<long, long> inOwn) =>
        new(stage, sums.Count, inOwn(sums.Amount), sums.Days, sums.Timed);

    /// <summary>Won and lost of some groups together; <paramref name="scope"/> is the filter that selects exactly these groups.</summary>
    public static ClosedFigures Close(this TenantSchema schema, IEnumerable<StageSums> sums, FilterNode? scope)
    {
        var byOutcome = sums.ToLookup(s => schema.Stage(s.StageId)?.Outcome);
        var (won, lost) = (byOutcome[StageOutcome.Won].ToList(), byOutcome[StageOutcome.Lost].ToList());
        return new ClosedFigures(
            Figure(won, DealFilters.Won(scope)),
            Figure(lost, DealFilters.Lost(scope)),
            Figure([.. won, .. lost], DealFilters.Closed(scope)),
            new CycleFigure(won.Sum(s => s.Timed), won.Sum(s => s.Days), FilterText.Write(DealFilters.Timed(scope))));
    }

    private static Figure Figure(IReadOnlyList<StageSums> sums, FilterNode deals) =>
        new(sums.Sum(s => s.Count), sums.Sum(s => s.Amount), FilterText.Write(deals));
}
