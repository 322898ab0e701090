using Crm.Core.Data;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Pipelines;

/// <summary>One stay as a history shows it. <paramref name="Stage"/> is null for a stage that is out of use.</summary>
public sealed record PastStay(Stage? Stage, string StageName, DateTime EnteredAt, DateTime? LeftAt, string? ByName, bool OverLimit = false);

/// <summary>Through which stages a record went, the first one first; empty where the record is not this actor's to see.</summary>
public sealed class StageHistory(ICrmDbFactory dbs, SchemaSource schemas, RecordReader reader)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<PastStay>> RunAsync(string type, Guid id, CancellationToken ct)
    {
        if (await reader.FindAsync(type, id, ct) is null)
            return [];
        var schema = await schemas.GetAsync(ct);
        await using var db = dbs.Open();
        var stays = await db.Set<StageStay>().AsNoTracking().Where(s => s.RecordType == type && s.RecordId == id)
            .OrderByDescending(s => s.EnteredAt).ThenByDescending(s => s.Id).Take(Most).ToListAsync(ct);
        var gone = stays.Select(s => s.StageId).Where(s => schema.Stage(s) is null).Distinct().ToArray();
        var names = await db.Set<Stage>().AsNoTracking().Where(s => gone.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, ct);
        stays.Reverse();
        return [.. stays.Select(s => schema.Stage(s.StageId) is { } stage
            ? new PastStay(stage, stage.Name, s.EnteredAt, s.LeftAt, s.ByName, s.OverLimit)
            : new PastStay(null, names.GetValueOrDefault(s.StageId, ""), s.EnteredAt, s.LeftAt, s.ByName))];
    }
}
