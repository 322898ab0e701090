using Crm.Core.Data;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Changes;

/// <summary>What an undo did: changes taken back, and those left as they are because somebody changed them since.</summary>
public sealed record UndoResult(int Undone, int KeptBecauseChanged, Guid? ChangeSetId);

/// <summary>How far an undo came: the last change that it looked at, how many so far, and what became of them.</summary>
public sealed record UndoProgress(Guid? Last, int Seen, int Undone, int Kept);

/// <summary>
/// Takes back a whole change set, field by field: where a value was changed again since, <see cref="UndoChoices"/> decides, and
/// without a choice it is left alone. The undo is itself a change set. It can begin anywhere and be repeated: what already is as
/// it was is passed over.
/// </summary>
public sealed class UndoChanges(ICrmDbFactory dbs, UndoSteps steps, RecordStore store, IEnumerable<IUndoFirst> firsts, TimeProvider clock)
{
    private const int MostRaces = 5;

    /// <param name="progress">Called after each batch with the number of changes looked at so far.</param>
    public Task<Outcome<UndoResult>> RunAsync(Guid changeSetId, CancellationToken ct, Func<int, Task>? progress = null) =>
        RunAsync(changeSetId, UndoChoices.Keep, null, new UndoProgress(null, 0, 0, 0), p => progress?.Invoke(p.Seen) ?? Task.CompletedTask, ct);

    /// <param name="undoSet">The change set that the undo is written into; null opens one with the first write.</param>
    /// <param name="from">Where an interrupted undo goes on.</param>
    public async Task<Outcome<UndoResult>> RunAsync(
        Guid changeSetId, UndoChoices choices, Guid? undoSet, UndoProgress from, Func<UndoProgress, Task> progress, CancellationToken ct)
    {
        await using (var db = dbs.Open())
        {
            if (await db.Set<ChangeSet>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == changeSetId, ct) is not { } set)
                return new Refusal("record-unknown");
            if (set.UndoneAt is not null)
                return new Refusal("already-undone");
        }
        foreach (var first in firsts)
            await first.RunAsync(changeSetId, ct);

        var at = from;
        // From the newest backwards, so that a set that touched one record twice unwinds in order.
        while (await steps.BeforeAsync(changeSetId, at.Last, ct) is { Count: > 0 } batch)
        {
            foreach (var group in batch.GroupBy(c => c.RecordType))
            {
                var done = await GroupAsync(changeSetId, group.Key, [.. group], choices, undoSet, ct);
                if (!done.Succeeded)
                    return done;
                undoSet ??= done.Value.ChangeSetId;
                at = at with { Undone = at.Undone + done.Value.Undone, Kept = at.Kept + done.Value.KeptBecauseChanged };
            }
            at = at with { Last = batch[^1].Id, Seen = at.Seen + batch.Count };
            await progress(at);
        }

        // What took back nothing stays open to somebody who may.
        if (at.Undone > 0)
        {
            await using var db = dbs.Open();
            var set = await db.Set<ChangeSet>().FirstAsync(s => s.Id == changeSetId, ct);
            set.UndoneAt = clock.GetUtcNow().UtcDateTime;
            // An undo that was undone: the act stands again and can be undone once more.
            if (set.Cause == ChangeCause.Undo && await db.Set<ChangeSet>().FirstOrDefaultAsync(s => s.Id == set.CauseId, ct) is { } revived)
                revived.UndoneAt = null;
            await db.SaveChangesAsync(ct);
        }
        return new UndoResult(at.Undone, at.Kept, undoSet);
    }

    private async Task<Outcome<UndoResult>> GroupAsync(
        Guid changeSetId, string type, IReadOnlyList<Change> changes, UndoChoices choices, Guid? undoSet, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var plan = await steps.PlanAsync(changeSetId, type, changes, choices, ct);
            var writes = OneOfEach(plan.Select(s => s.Write).OfType<RecordWrite>());
            var kept = plan.Count(s => s.Write is null && (s.IsOutOfReach || s.Conflicts.Count > 0));
            if (writes.Count == 0)
                return new UndoResult(0, kept, undoSet);
            var outcome = await store.WriteAsync(new WriteBatch(type, writes)
            {
                Cause = ChangeCause.Undo,
                CauseId = changeSetId,
                ChangeSetId = undoSet,
                SkipRefused = true,
            }, ct);
            if (outcome.Succeeded)
                return new UndoResult(
                    outcome.Value.Results.Count(r => r.Succeeded), kept + outcome.Value.Results.Count(r => !r.Succeeded), outcome.Value.ChangeSetId ?? undoSet);
            // Somebody saved one of these records in between: plan anew from what stands there now.
            if (attempt == MostRaces || outcome.Refusals[0].Code is not ("changed-meanwhile" or "taken-meanwhile"))
                return Outcome<UndoResult>.Refused(outcome.Refusals);
        }
    }

    /// <summary>Several edits of one record become one, in which the earliest state wins: the undo has one step to be undone itself.</summary>
    private static List<RecordWrite> OneOfEach(IEnumerable<RecordWrite> newestFirst) => [.. newestFirst.GroupBy(w => (w.Id, w.Kind)).Select(same =>
        same.Key.Kind == WriteKind.Update
            ? RecordWrite.Update(same.Key.Id, Earliest(same.Select(w => w.Values))) with { Kept = Earliest(same.Select(w => w.Kept)) }
            : same.First())];

    private static Dictionary<string, object?> Earliest(IEnumerable<IReadOnlyDictionary<string, object?>> newestFirst) =>
        newestFirst.SelectMany(v => v).GroupBy(v => v.Key).ToDictionary(v => v.Key, v => v.Last().Value);
}
