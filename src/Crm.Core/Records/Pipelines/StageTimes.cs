using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Pipelines;

/// <summary>
/// How long records stayed in a stage before they left it: half of them at most <paramref name="MedianDays"/>, nine in ten at
/// most <paramref name="MostDays"/>. <paramref name="Won"/> and <paramref name="Lost"/> went from there straight to such an end.
/// </summary>
public sealed record StageTime(Guid StageId, int Left, double MedianDays, double MostDays, int Won, int Lost);

/// <summary>A record that left a stage.</summary>
public sealed record LeftRecord(Guid Id, string Title, double Days);

/// <summary>The stays that ended in a period, of the records of a type that the actor may see and that match a filter.</summary>
public sealed class StageTimes(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, RecordReader reader)
{
    /// <summary>Records that are listed behind a number.</summary>
    public const int Most = 100;

    private const double SecondsADay = 86_400;

    public Task<Outcome<IReadOnlyDictionary<Guid, StageTime>>> RunAsync(string typeName, FilterNode? filter, Period? period, CancellationToken ct) =>
        AskAsync(typeName, filter, period, (db, schema, stays) => TimesAsync(db, schema, stays, ct), ct);

    /// <summary>The records behind a number, the slowest first: all that left the stage, or those that went to such an end.</summary>
    public Task<Outcome<IReadOnlyList<LeftRecord>>> BehindAsync(string typeName, FilterNode? filter, Period? period, Guid stageId, StageOutcome? end, CancellationToken ct) =>
        AskAsync(typeName, filter, period, (db, schema, stays) => BehindAsync(db, schema, typeName, stays.Where(s => s.StageId == stageId), end, ct), ct);

    private async Task<Outcome<TAnswer>> AskAsync<TAnswer>(
        string typeName, FilterNode? filter, Period? period, Func<ICrmDb, TenantSchema, IQueryable<StageStay>, Task<TAnswer>> ask, CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        if (schema.Find(typeName) is not { } type || !actor.May(type.Type, RecordAction.View))
            return new Refusal("type-unknown", null, typeName);
        await using var db = dbs.Open();
        var stays = await type.Type.Do(new Ended(db, reader, filter, period, actor.Zone ?? schema.Tenant.Zone, ct));
        return stays.Succeeded ? await ask(db, schema, stays.Value) : Outcome<TAnswer>.Refused(stays.Refusals);
    }

    private static async Task<IReadOnlyDictionary<Guid, StageTime>> TimesAsync(ICrmDb db, TenantSchema schema, IQueryable<StageStay> stays, CancellationToken ct)
    {
        var counts = await stays.GroupBy(s => s.StageId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var ends = await Onward(db, stays).GroupBy(o => new { From = o.Stay.StageId, o.To }).Select(g => new { g.Key.From, g.Key.To, Count = g.Count() }).ToListAsync(ct);
        var times = new Dictionary<Guid, StageTime>();
        foreach (var (stage, count) in counts.Select(c => (c.Key, c.Count)))
        {
            var there = stays.Where(s => s.StageId == stage).OrderBy(s => s.Seconds);
            int Ended(StageOutcome outcome) => ends.Where(e => e.From == stage && schema.Stage(e.To)?.Outcome == outcome).Sum(e => e.Count);
            times[stage] = new StageTime(stage, count, await AtAsync(there, (count - 1) / 2, ct), await AtAsync(there, (count * 9 + 9) / 10 - 1, ct),
                Ended(StageOutcome.Won), Ended(StageOutcome.Lost));
        }
        return times;
    }

    private async Task<IReadOnlyList<LeftRecord>> BehindAsync(ICrmDb db, TenantSchema schema, string type, IQueryable<StageStay> stays, StageOutcome? end, CancellationToken ct)
    {
        var stages = schema.PipelinesOf(type).SelectMany(p => p.Stages).Where(s => s.Outcome == end).Select(s => s.Id).ToArray();
        var rows = await (end is null ? stays : Onward(db, stays).Where(o => stages.Contains(o.To)).Select(o => o.Stay))
            .OrderByDescending(s => s.Seconds).Take(Most).Select(s => new { s.RecordId, s.Seconds }).ToListAsync(ct);
        var titles = await reader.TitlesAsync(type, [.. rows.Select(r => r.RecordId).Distinct()], ct);
        return [.. rows.Select(r => new LeftRecord(r.RecordId, titles.GetValueOrDefault(r.RecordId, ""), r.Seconds!.Value / SecondsADay))];
    }

    /// <summary>Each stay with the stage that the record went to in the same act.</summary>
    private static IQueryable<Step> Onward(ICrmDb db, IQueryable<StageStay> stays) => stays.Join(
        db.Set<StageStay>(), s => new { s.RecordType, s.RecordId, In = s.LeftInId }, n => new { n.RecordType, n.RecordId, In = n.EnteredInId },
        (s, n) => new Step { Stay = s, To = n.StageId });

    private static async Task<double> AtAsync(IOrderedQueryable<StageStay> stays, int place, CancellationToken ct) =>
        (await stays.Select(s => s.Seconds).Skip(place).FirstAsync(ct) ?? 0) / SecondsADay;

    private sealed class Step
    {
        public required StageStay Stay { get; init; }

        public Guid To { get; init; }
    }

    private sealed class Ended(ICrmDb db, RecordReader reader, FilterNode? filter, Period? period, TimeZoneInfo zone, CancellationToken ct)
        : IRecordWork<Task<Outcome<IQueryable<StageStay>>>>
    {
        public async Task<Outcome<IQueryable<StageStay>>> Run<T>(RecordType<T> type) where T : Record
        {
            var records = await reader.QueryAsync<T>(db, filter, ct, isFromOutside: true);
            if (!records.Succeeded)
                return Outcome<IQueryable<StageStay>>.Refused(records.Refusals);
            var (name, ids) = (type.Name, records.Value.Select(r => r.Id));
            var stays = db.Set<StageStay>().AsNoTracking().Where(s => s.RecordType == name && s.Seconds != null && ids.Contains(s.RecordId));
            if (period is not { } span)
                return Outcome<IQueryable<StageStay>>.Done(stays);
            var (from, until) = (StartOfDay.InUtc(span.From, zone), StartOfDay.InUtc(span.Until.AddDays(1), zone));
            return Outcome<IQueryable<StageStay>>.Done(stays.Where(s => s.LeftAt >= from && s.LeftAt < until));
        }
    }
}
