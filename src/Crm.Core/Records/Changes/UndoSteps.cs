using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Changes;

/// <summary>How one change is taken back: the write, and the values that stand against it. No write where nothing is left to do.</summary>
internal sealed record UndoStep(Change Change, RecordWrite? Write, IReadOnlyList<UndoConflict> Conflicts, bool IsOutOfReach);

/// <summary>Reads the changes of an act from the newest backwards and works out how each is taken back from what stands there now.</summary>
public sealed class UndoSteps(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors)
{
    internal const int BatchSize = 500;

    internal async Task<IReadOnlyList<Change>> BeforeAsync(Guid changeSetId, Guid? last, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await db.Set<Change>().AsNoTracking().Where(c => c.ChangeSetId == changeSetId && (last == null || c.Id.CompareTo(last.Value) < 0))
            .OrderByDescending(c => c.Id).Take(BatchSize).ToListAsync(ct);
    }

    /// <param name="changes">Changes of one record type.</param>
    /// <param name="ahead">What earlier steps will have put back by then; an act may have touched one value twice.</param>
    internal async Task<IReadOnlyList<UndoStep>> PlanAsync(
        Guid changeSetId, string typeName, IReadOnlyList<Change> changes, UndoChoices choices, CancellationToken ct, Dictionary<(Guid, string), string?>? ahead = null)
    {
        var schema = await schemas.GetAsync(ct);
        if (schema.Find(typeName) is not { } type)
            return [];
        Guid[] ids = [.. changes.Select(c => c.RecordId).Distinct()];
        var current = await CurrentAsync(type, ids, ct);
        var created = await CreatedAsync(changeSetId, typeName, [.. current.Keys], ct);
        // What goes as a whole needs no unwinding of the steps in which it was made.
        bool Leaves(Guid id) => created.TryGetValue(id, out var isAlone) && (isAlone || choices.Restores(id, null));
        // Ids made within one millisecond have no order; the record's own version has.
        return [.. changes.OrderByDescending(c => c.Version).Where(c => c.Action != ChangeAction.Updated || !Leaves(c.RecordId))
            .Select(c => Step(c, type, current.GetValueOrDefault(c.RecordId), Leaves(c.RecordId), choices, schema, ahead ??= []))];
    }

    private static UndoStep Step(
        Change change, TenantType type, Record? now, bool leaves, UndoChoices choices, TenantSchema schema, Dictionary<(Guid, string), string?> ahead)
    {
        var none = new UndoStep(change, null, [], now is null);
        if (now is null)
            return none;
        var isDeleted = now.DeletedAt is not null;
        return change.Action switch
        {
            ChangeAction.Created when isDeleted => none,
            ChangeAction.Created when leaves => none with { Write = RecordWrite.Delete(change.RecordId) },
            ChangeAction.Created => none with { Conflicts = [new UndoConflict(type.Name, change.RecordId, null, null, null, null)] },
            ChangeAction.Deleted => isDeleted ? none with { Write = RecordWrite.Restore(change.RecordId) } : none,
            ChangeAction.Restored => isDeleted ? none : none with { Write = RecordWrite.Delete(change.RecordId) },
            _ => Values(none, type, now, choices, FieldFormat.Machine(schema.Tenant.Currency), ahead),
        };
    }

    private static UndoStep Values(UndoStep step, TenantType type, Record now, UndoChoices choices, FieldFormat machine, Dictionary<(Guid, string), string?> ahead)
    {
        var values = new Dictionary<string, object?>();
        var kept = new Dictionary<string, object?>();
        var conflicts = new List<UndoConflict>();
        foreach (var difference in step.Change.Fields)
        {
            if (type.Find(difference.Field) is not { IsComputed: false } field)
                continue;
            var place = (step.Change.RecordId, field.Name);
            if (!ahead.TryGetValue(place, out var text))
                text = field.Read(now) is { } present ? field.Kind.Format(present, machine) : null;
            if (text == difference.Before)
                continue;
            if (!field.TakesInput)
            {
                if (text == difference.After)
                    Take(kept, field, difference);
                continue;
            }
            if (text != difference.After)
            {
                conflicts.Add(new UndoConflict(type.Name, step.Change.RecordId, field.Name, difference.Before, difference.After, text));
                if (!choices.Restores(step.Change.RecordId, field.Name))
                    continue;
            }
            Take(values, field, difference);
        }
        return step with { Write = values.Count == 0 ? null : RecordWrite.Update(step.Change.RecordId, values) with { Kept = kept }, Conflicts = conflicts };

        void Take(Dictionary<string, object?> into, Field field, FieldChange difference)
        {
            ahead[(step.Change.RecordId, field.Name)] = difference.Before;
            if (difference.Before is null)
                into[field.Name] = null;
            else if (field.Kind.TryParse(difference.Before, machine, out var value))
                into[field.Name] = value;
        }
    }

    /// <summary>The records that the act created, and whether no other act has touched them since, apart from attempts at this undo.</summary>
    private async Task<Dictionary<Guid, bool>> CreatedAsync(Guid changeSetId, string type, Guid[] ids, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var changes = db.Set<Change>().AsNoTracking().Where(c => c.RecordType == type && ids.Contains(c.RecordId));
        var undos = db.Set<ChangeSet>().Where(s => s.CauseId == changeSetId && s.Cause == ChangeCause.Undo).Select(s => s.Id);
        var created = await changes.Where(c => c.ChangeSetId == changeSetId && c.Action == ChangeAction.Created).Select(c => c.RecordId).ToListAsync(ct);
        var touched = await changes.Where(c => c.ChangeSetId != changeSetId && !undos.Contains(c.ChangeSetId)).Select(c => c.RecordId).Distinct().ToListAsync(ct);
        var others = touched.ToHashSet();
        return created.Distinct().ToDictionary(id => id, id => !others.Contains(id));
    }

    private async Task<Dictionary<Guid, Record>> CurrentAsync(TenantType type, Guid[] ids, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        await using var db = dbs.Open();
        return await type.Type.Do(new Load(db, ids, actor, ct));
    }

    private sealed class Load(ICrmDb db, Guid[] ids, Actor actor, CancellationToken ct) : IRecordWork<Task<Dictionary<Guid, Record>>>
    {
        public async Task<Dictionary<Guid, Record>> Run<T>(RecordType<T> type) where T : Record =>
            await db.Set<T>().AsNoTracking().IgnoreQueryFilters(["SoftDelete"]).Where(r => ids.Contains(r.Id)).Permitted(actor, type, RecordAction.View)
                .ToDictionaryAsync(r => r.Id, Record (r) => r, ct);
    }
}
