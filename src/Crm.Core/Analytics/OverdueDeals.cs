using Crm.Core.Records;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Crm.Core.Shared;

namespace Crm.Core.Analytics;

/// <summary>Open deals that were expected to close before today, the biggest first.</summary>
public sealed class OverdueDeals(RecordReader reader, SchemaSource schemas, TimeProvider clock)
{
    public async Task<Outcome<OverdueList>> RunAsync(Guid? teamId, int take, CancellationToken ct)
    {
        var zone = (await schemas.GetAsync(ct)).Tenant.Zone;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, zone));
        var filter = FilterNode.All(DealFilters.Overdue(today), DealFilters.OfTeam(teamId))!;
        var all = await PageAsync(filter, "-amount", 1);
        if (!all.Succeeded)
            return Outcome<OverdueList>.Refused(all.Refusals);
        // Databases disagree on where missing amounts stand in an order; here they come after all others, the oldest first.
        var biggest = await RowsAsync(FilterNode.All(filter, DealFilters.Any("amount"))!, "-amount", take);
        if (biggest.Count < take)
            biggest.AddRange(await RowsAsync(FilterNode.All(filter, DealFilters.None("amount"))!, "expectedCloseOn", take - biggest.Count));
        return new OverdueList(
            new Figure(all.Value.Count ?? 0, all.Value.Totals["amount"], FilterText.Write(filter)),
            [.. biggest.Select(r => new OverdueDeal(r.Id, (string)r.Values[0]!, (Money?)r.Values[1], today.DayNumber - ((DateOnly)r.Values[2]!).DayNumber))]);

        async Task<List<RecordRow>> RowsAsync(FilterNode which, string sort, int count) => [.. (await PageAsync(which, sort, count)).Value.Rows];

        Task<Outcome<RecordPage>> PageAsync(FilterNode which, string sort, int count) => reader.PageAsync(new RecordQuery(DealType.TypeName)
        {
            Filter = which,
            Sort = sort,
            Columns = ["name", "amount", "expectedCloseOn"],
            Take = count,
            Count = which == filter,
            Totals = which == filter ? ["amount"] : [],
        }, ct);
    }
}

public sealed record OverdueList(Figure All, IReadOnlyList<OverdueDeal> Biggest);

public sealed record OverdueDeal(Guid Id, string Name, Money? Amount, int DaysLate);
