using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Pipelines;

/// <summary>How long records stayed in a stage before they went on: how many left it, and their average in days.</summary>
public sealed record StageTime(Guid StageId, int Left, double AverageDays);

/// <summary>The average stay in each stage over the records of a type that the actor may see and that match a filter.</summary>
public sealed class StageTimes(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, RecordReader reader)
{
    private const double SecondsADay = 86_400;

    public async Task<Outcome<IReadOnlyDictionary<Guid, StageTime>>> RunAsync(string typeName, FilterNode? filter, CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        if (schema.Find(typeName) is not { } type || !actor.May(type.Type, RecordAction.View))
            return new Refusal("type-unknown", null, typeName);
        await using var db = dbs.Open();
        return await type.Type.Do(new Averaging(db, reader, filter, ct));
    }

    private sealed class Averaging(ICrmDb db, RecordReader reader, FilterNode? filter, CancellationToken ct)
        : IRecordWork<Task<Outcome<IReadOnlyDictionary<Guid, StageTime>>>>
    {
        public async Task<Outcome<IReadOnlyDictionary<Guid, StageTime>>> Run<T>(RecordType<T> type) where T : Record
        {
            var records = await reader.QueryAsync<T>(db, filter, ct);
            if (!records.Succeeded)
                return Outcome<IReadOnlyDictionary<Guid, StageTime>>.Refused(records.Refusals);
            var ids = records.Value.Select(r => r.Id);
            var times = await db.Set<StageStay>().Where(s => s.RecordType == type.Name && s.Seconds != null && ids.Contains(s.RecordId))
                .GroupBy(s => s.StageId).Select(g => new { g.Key, Count = g.Count(), Average = g.Average(s => (double)s.Seconds!.Value) }).ToListAsync(ct);
            return times.ToDictionary(t => t.Key, t => new StageTime(t.Key, t.Count, t.Average / SecondsADay));
        }
    }
}
