using Crm.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Changes;

/// <summary>One act on one record, as its history shows it.</summary>
public sealed record HistoryEntry(Guid Id, DateTime At, string ActorName, ChangeAction Action, ChangeCause Cause, IReadOnlyList<FieldChange> Fields);

/// <summary>What was done to a record, newest first; empty where the record is not this actor's to see.</summary>
public sealed class RecordHistory(ICrmDbFactory dbs, RecordReader reader)
{
    public async Task<IReadOnlyList<HistoryEntry>> RunAsync(string type, Guid id, int take, CancellationToken ct)
    {
        if (await reader.FindAsync(type, id, ct, deleted: true) is null)
            return [];
        await using var db = dbs.Open();
        var changes = await db.Set<Change>().AsNoTracking().Where(c => c.RecordType == type && c.RecordId == id)
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(take).ToListAsync(ct);
        var setIds = changes.Select(c => c.ChangeSetId).Distinct().ToArray();
        var sets = await db.Set<ChangeSet>().AsNoTracking().Where(s => setIds.Contains(s.Id))
            .Select(s => new { s.Id, s.ActorName, s.Cause }).ToDictionaryAsync(s => s.Id, ct);
        return [.. changes.Where(c => sets.ContainsKey(c.ChangeSetId))
            .Select(c => new HistoryEntry(c.Id, c.At, sets[c.ChangeSetId].ActorName, c.Action, sets[c.ChangeSetId].Cause, c.Fields))];
    }
}
