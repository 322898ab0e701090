using Crm.Core.Data;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Changes;

/// <summary>
/// What an undo would meet: how many changes it takes back, how many of them were changed since, and the first of those with
/// the titles of their records.
/// </summary>
public sealed record UndoOutlook(int Changes, int ConflictCount, IReadOnlyList<UndoConflict> Conflicts, IReadOnlyDictionary<Guid, string> Titles);

/// <summary>Looks before an undo leaps: which values were changed again since, so that the person can choose field by field.</summary>
public sealed class FindUndoConflicts(ICrmDbFactory dbs, UndoSteps steps, RecordReader reader)
{
    /// <summary>More than these are not asked one by one.</summary>
    public const int MostShown = 100;

    /// <summary>So far it looks while the person waits; what changed since beyond that is kept by the undo itself.</summary>
    private const int MostLookedAt = 5000;

    public async Task<Outcome<UndoOutlook>> RunAsync(Guid changeSetId, CancellationToken ct)
    {
        await using (var db = dbs.Open())
        {
            var set = await db.Set<ChangeSet>().AsNoTracking().Where(s => s.Id == changeSetId).Select(s => new { s.UndoneAt }).FirstOrDefaultAsync(ct);
            if (set is null)
                return new Refusal("record-unknown");
            if (set.UndoneAt is not null)
                return new Refusal("already-undone");
        }
        var shown = new List<UndoConflict>();
        var (seen, conflicts) = (0, 0);
        Guid? last = null;
        var ahead = new Dictionary<(Guid, string), string?>();
        while (seen < MostLookedAt && await steps.BeforeAsync(changeSetId, last, ct) is { Count: > 0 } batch)
        {
            foreach (var group in batch.GroupBy(c => c.RecordType))
            {
                var found = (await steps.PlanAsync(changeSetId, group.Key, [.. group], UndoChoices.Keep, ct, ahead)).SelectMany(s => s.Conflicts).ToList();
                conflicts += found.Count;
                shown.AddRange(found.Take(MostShown - shown.Count));
            }
            (last, seen) = (batch[^1].Id, seen + batch.Count);
        }
        var titles = new Dictionary<Guid, string>();
        foreach (var group in shown.GroupBy(c => c.RecordType).Where(g => g.Any()))
            foreach (var (id, title) in await reader.TitlesAsync(group.Key, [.. group.Select(c => c.RecordId).Distinct()], ct))
                titles[id] = title;
        return new UndoOutlook(seen, conflicts, shown, titles);
    }
}
