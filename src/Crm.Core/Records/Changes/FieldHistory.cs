using Crm.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Changes;

/// <summary>A value that a field had from some moment on, in machine format, and who gave it.</summary>
public sealed record PastValue(DateTime At, string ActorName, ChangeCause Cause, string? Before, string? After);

/// <summary>What one field of a record has been, newest first; empty where the record is not this actor's to see.</summary>
public sealed class FieldHistory(ICrmDbFactory dbs, RecordReader reader)
{
    private const int BatchSize = 200;

    /// <summary>So many changes of the record are looked through; a field that last changed before them shows nothing.</summary>
    private const int MostLookedAt = 2000;

    public async Task<IReadOnlyList<PastValue>> RunAsync(string type, Guid id, string field, int take, CancellationToken ct)
    {
        if (await reader.FindAsync(type, id, ct, deleted: true) is null)
            return [];
        var found = new List<(Guid Set, DateTime At, FieldChange Change)>();
        await using var db = dbs.Open();
        for (var seen = 0; seen < MostLookedAt && found.Count < take; seen += BatchSize)
        {
            var batch = await db.Set<Change>().AsNoTracking().Where(c => c.RecordType == type && c.RecordId == id && c.Action == ChangeAction.Updated)
                .OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Skip(seen).Take(BatchSize).ToListAsync(ct);
            found.AddRange(batch.SelectMany(c => c.Fields.Where(f => f.Field == field).Select(f => (c.ChangeSetId, c.At, f))));
            if (batch.Count < BatchSize)
                break;
        }
        found = [.. found.Take(take)];
        var setIds = found.Select(f => f.Set).Distinct().ToArray();
        var sets = await db.Set<ChangeSet>().AsNoTracking().Where(s => setIds.Contains(s.Id))
            .Select(s => new { s.Id, s.ActorName, s.Cause }).ToDictionaryAsync(s => s.Id, ct);
        return [.. found.Where(f => sets.ContainsKey(f.Set)).Select(f => new PastValue(f.At, sets[f.Set].ActorName, sets[f.Set].Cause, f.Change.Before, f.Change.After))];
    }
}
