using Crm.Core.Data;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Changes;

/// <summary>What an undo did: records brought back, and those left as they are because somebody changed them since.</summary>
public sealed record UndoResult(int Undone, int KeptBecauseChanged, Guid? ChangeSetId);

/// <summary>
/// Takes back a whole change set, field by field: a value that was changed again since is left alone, and a record that was
/// created by the set and edited since is kept. The undo is itself a change set.
/// </summary>
public sealed class UndoChanges(ICrmDbFactory dbs, SchemaSource schemas, RecordStore store, IEnumerable<IUndoFirst> firsts, TimeProvider clock)
{
    private const int BatchSize = 500;

    /// <param name="progress">Called after each batch with the number of changes looked at so far.</param>
    public async Task<Outcome<UndoResult>> RunAsync(Guid changeSetId, CancellationToken ct, Func<int, Task>? progress = null)
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

        var schema = await schemas.GetAsync(ct);
        var (undone, kept, seen) = (0, 0, 0);
        Guid? undoSet = null;
        Guid? last = null;
        while (true)
        {
            // From the newest backwards, so that a set that touched one record twice unwinds in order.
            List<Change> batch;
            await using (var db = dbs.Open())
                batch = await db.Set<Change>().AsNoTracking().Where(c => c.ChangeSetId == changeSetId && (last == null || c.Id.CompareTo(last.Value) < 0))
                    .OrderByDescending(c => c.Id).Take(BatchSize).ToListAsync(ct);
            if (batch.Count == 0)
                break;
            last = batch[^1].Id;
            foreach (var group in batch.GroupBy(c => c.RecordType))
            {
                if (schema.Find(group.Key) is not { } type)
                    continue;
                var current = await CurrentAsync(type, [.. group.Select(c => c.RecordId)], ct);
                var leaving = await CreatedAndLeftAloneAsync(changeSetId, group.Key, [.. current.Keys], ct);
                // What goes as a whole needs no unwinding of the steps in which it was made.
                var steps = group.Where(c => c.Action != ChangeAction.Updated || !leaving.Contains(c.RecordId)).ToList();
                var writes = steps.Select(c => Reverse(c, type, current.GetValueOrDefault(c.RecordId), leaving, schema)).ToList();
                kept += writes.Count(w => w is null);
                var outcome = await store.WriteAsync(new WriteBatch(group.Key, [.. writes.OfType<RecordWrite>()])
                {
                    Cause = ChangeCause.Undo,
                    CauseId = changeSetId,
                    ChangeSetId = undoSet,
                    SkipRefused = true,
                }, ct);
                if (!outcome.Succeeded)
                    return Outcome<UndoResult>.Refused(outcome.Refusals);
                undoSet = outcome.Value.ChangeSetId ?? undoSet;
                undone += outcome.Value.Results.Count(r => r.Succeeded);
                kept += outcome.Value.Results.Count(r => !r.Succeeded);
            }
            seen += batch.Count;
            if (progress is not null)
                await progress(seen);
        }

        // What took back nothing stays open to somebody who may.
        if (undone > 0)
        {
            await using var db = dbs.Open();
            var set = await db.Set<ChangeSet>().FirstAsync(s => s.Id == changeSetId, ct);
            set.UndoneAt = clock.GetUtcNow().UtcDateTime;
            await db.SaveChangesAsync(ct);
        }
        return new UndoResult(undone, kept, undoSet);
    }

    private static RecordWrite? Reverse(Change change, TenantType type, Record? now, IReadOnlySet<Guid> leaving, TenantSchema schema)
    {
        if (now is null)
            return null;
        switch (change.Action)
        {
            case ChangeAction.Created:
                return now.DeletedAt is null && leaving.Contains(change.RecordId) ? RecordWrite.Delete(change.RecordId) : null;
            case ChangeAction.Deleted:
                return now.DeletedAt is not null ? RecordWrite.Restore(change.RecordId) : null;
            case ChangeAction.Restored:
                return now.DeletedAt is null ? RecordWrite.Delete(change.RecordId) : null;
        }
        var machine = FieldFormat.Machine(schema.Tenant.Currency);
        var values = new Dictionary<string, object?>();
        foreach (var difference in change.Fields)
        {
            if (type.Find(difference.Field) is not { TakesInput: true } field)
                continue;
            var text = field.Read(now) is { } present ? field.Kind.Format(present, machine) : null;
            if (text != difference.After)
                continue;
            if (difference.Before is null)
                values[field.Name] = null;
            else if (field.Kind.TryParse(difference.Before, machine, out var value))
                values[field.Name] = value;
        }
        return values.Count == 0 ? null : RecordWrite.Update(change.RecordId, values);
    }

    /// <summary>The records that the set created and that no other act has touched, apart from earlier attempts at this undo.</summary>
    private async Task<IReadOnlySet<Guid>> CreatedAndLeftAloneAsync(Guid changeSetId, string type, Guid[] ids, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var changes = db.Set<Change>().AsNoTracking().Where(c => c.RecordType == type && ids.Contains(c.RecordId));
        var undos = db.Set<ChangeSet>().Where(s => s.CauseId == changeSetId && s.Cause == ChangeCause.Undo).Select(s => s.Id);
        var created = await changes.Where(c => c.ChangeSetId == changeSetId && c.Action == ChangeAction.Created).Select(c => c.RecordId).ToListAsync(ct);
        var touched = await changes.Where(c => c.ChangeSetId != changeSetId && !undos.Contains(c.ChangeSetId)).Select(c => c.RecordId).ToListAsync(ct);
        return created.Except(touched).ToHashSet();
    }

    private async Task<Dictionary<Guid, Record>> CurrentAsync(TenantType type, Guid[] ids, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await type.Type.Do(new Load(db, ids, ct));
    }

    private sealed class Load(ICrmDb db, Guid[] ids, CancellationToken ct) : IRecordWork<Task<Dictionary<Guid, Record>>>
    {
        public async Task<Dictionary<Guid, Record>> Run<T>(RecordType<T> type) where T : Record =>
            await db.Set<T>().AsNoTracking().IgnoreQueryFilters(["SoftDelete"]).Where(r => ids.Contains(r.Id))
                .ToDictionaryAsync(r => r.Id, Record (r) => r, ct);
    }
}
