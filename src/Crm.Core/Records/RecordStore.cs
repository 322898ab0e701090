using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records;

/// <summary>
/// The only way to write records, for pages, API, imports, bulk edits and jobs alike: access, writable input, rules,
/// validation, references, uniqueness, save with change set, then the news. There are no side doors.
/// </summary>
public sealed class RecordStore(
    ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, IEnumerable<IRecordRule> rules, IEnumerable<IWriteWitness> witnesses,
    ChangeFeed feed, TimeProvider clock)
{
    private const int MostRaces = 5;

    private readonly ILookup<Type, IRecordRule> rulesByEntity = rules.OrderBy(r => r.Order).ToLookup(r => r.EntityType);
    private readonly IReadOnlyList<IWriteWitness> witnesses = [.. witnesses];
    private readonly ICrmDbFactory dbs = dbs;
    private readonly ChangeFeed feed = feed;
    private readonly TimeProvider clock = clock;

    public Task<Outcome<WriteResult>> CreateAsync(string type, IReadOnlyDictionary<string, object?> values, CancellationToken ct, ChangeCause cause = ChangeCause.Edit) =>
        OneAsync(type, RecordWrite.Create(values), cause, ct);

    public Task<Outcome<WriteResult>> UpdateAsync(
        string type, Guid id, IReadOnlyDictionary<string, object?> values, int? version, CancellationToken ct, ChangeCause cause = ChangeCause.Edit) =>
        OneAsync(type, RecordWrite.Update(id, values, version), cause, ct);

    public Task<Outcome<WriteResult>> DeleteAsync(string type, Guid id, CancellationToken ct, ChangeCause cause = ChangeCause.Edit) =>
        OneAsync(type, RecordWrite.Delete(id), cause, ct);

    public Task<Outcome<WriteResult>> RestoreAsync(string type, Guid id, CancellationToken ct, ChangeCause cause = ChangeCause.Edit) =>
        OneAsync(type, RecordWrite.Restore(id), cause, ct);

    /// <summary>
    /// Takes many writes of one type as one act. Refusals come back with their write; a race that only the database sees
    /// (a unique value taken, a version passed) refuses the whole batch.
    /// </summary>
    public async Task<Outcome<WriteSummary>> WriteAsync(WriteBatch batch, CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        if (schema.Find(batch.Type) is not { } type || !actor.May(type.Type, RecordAction.View))
            return new Refusal("type-unknown", null, batch.Type);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = dbs.Open();
            var writing = new Writing(this, db, batch, schema, type, actor, ct);
            var written = await type.Type.Do(writing);
            if (!writing.LostRoom || attempt == MostRaces)
                return written;
        }
    }

    private async Task<Outcome<WriteResult>> OneAsync(string type, RecordWrite write, ChangeCause cause, CancellationToken ct)
    {
        var summary = await WriteAsync(new WriteBatch(type, [write]) { Cause = cause }, ct);
        if (!summary.Succeeded)
            return Outcome<WriteResult>.Refused(summary.Refusals);
        var result = summary.Value.Results[0];
        return result.Succeeded ? result : Outcome<WriteResult>.Refused(result.Refusals);
    }

    private sealed class Writing(
        RecordStore store, ICrmDb db, WriteBatch batch, TenantSchema schema, TenantType type, Actor actor, CancellationToken ct)
        : IRecordWork<Task<Outcome<WriteSummary>>>
    {
        /// <summary>Others filled a stage between the check and the save: nothing was saved, and the next look tells which records are refused.</summary>
        public bool LostRoom { get; private set; }

        private readonly DateTime now = Kinds.DateTimeKind.Kept(store.clock.GetUtcNow().UtcDateTime);

        public async Task<Outcome<WriteSummary>> Run<T>(RecordType<T> recordType) where T : Record
        {
            var items = await LoadAsync(recordType);
            var ruled = store.rulesByEntity[typeof(T)];
            foreach (var item in items.Where(i => !i.IsRefused))
                item.Apply(schema, type, actor, now, ruled);
            var besides = Besides<T>(items, ruled);
            items.AddRange(besides.Select(b => b.Item));
            await new RecordChecks<T>(db, schema, type, actor, batch, ct).RunAsync([.. items.Where(i => !i.IsRefused)]);

            foreach (var (item, because) in besides)
                foreach (var refusal in item.Result.Refusals)
                    because.Refuse(refusal);
            items.RemoveAll(i => besides.Any(b => b.Item == i && b.Because.IsRefused));

            var accepted = items.Where(i => !i.IsRefused).ToList();
            if (batch.DryRun || (accepted.Count == 0 && batch.Along is null) || (!batch.SkipRefused && accepted.Count < items.Count))
                return new WriteSummary(null, Results(items));

            await new GiveNumbers(store.dbs, type).RunAsync(accepted, ct);
            // After the numbers, which are taken beside this transaction: on SQLite they would wait for it.
            var (held, hasRoom) = await new StageDoor<T>(db, schema, type, batch, ct).EnterAsync(accepted);
            await using var transaction = held;
            if (LostRoom = !hasRoom)
                return new Refusal("changed-meanwhile");
            var changes = accepted.Where(i => i.HasChanges).ToList();
            foreach (var item in changes)
            {
                if (batch.KeepsStamps)
                    item.Follow();
                else
                    item.Stamp(now, actor.MemberId);
                item.Record.SearchText = SearchWords.Of(item.Record, type);
                if (item.Write.Kind == WriteKind.Create)
                    db.Set<T>().Add((T)item.Record);
            }
            // Refused records, and those in which no field differs: nothing is saved that no change set tells of.
            foreach (var untouched in items.Where(i => i.IsLoaded && (i.IsRefused || !i.HasChanges)))
                db.Entry((T)untouched.Record).State = EntityState.Detached;

            var set = batch.KeepsStamps ? null : Log(changes);
            await new KeepStays(db, schema, type, batch, actor, now).RunAsync(changes, set, ct);
            if (changes.Count > 0 && !batch.KeepsStamps)
                foreach (var witness in store.witnesses)
                    witness.See(db, new WrittenRecords(type, actor, now, batch.Cause, [.. changes.Select(c => new WrittenRecord(c.Record, c.Action, c.Differences))]));
            batch.Along?.Invoke(db, new WriteSummary(set, Results(items)));
            try
            {
                await db.SaveChangesAsync(ct);
                if (held is not null)
                    await held.CommitAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                return new Refusal("changed-meanwhile");
            }
            catch (DbUpdateException failure) when (db.IsUniqueViolation(failure))
            {
                return new Refusal("taken-meanwhile");
            }
            if (changes.Count > 0)
                store.feed.Publish(new RecordsChanged(db.TenantId, type.Name, [.. changes.Select(c => c.Record.Id)], set ?? Ids.Next(), actor.MemberId));
            return new WriteSummary(set, Results(items));
        }

        private WriteResult[] Results(List<WriteItem> items) => [.. items.Take(batch.Writes.Count).Select(i => i.Result)];

        /// <summary>What the rules make besides; what goes wrong with it is held against the write that caused it.</summary>
        private List<(WriteItem Item, WriteItem Because)> Besides<T>(List<WriteItem> items, IEnumerable<IRecordRule> ruled) where T : Record
        {
            var besides = new List<(WriteItem Item, WriteItem Because)>();
            foreach (var because in items.Where(i => !i.IsRefused))
                foreach (var values in because.Added)
                {
                    var write = RecordWrite.Create(values);
                    var made = (T)Activator.CreateInstance(typeof(T))!;
                    made.Id = write.Id;
                    var item = new WriteItem(write, made, false);
                    item.Apply(schema, type, actor, now, ruled);
                    besides.Add((item, because));
                }
            return besides;
        }

        private async Task<List<WriteItem>> LoadAsync<T>(RecordType<T> recordType) where T : Record
        {
            var ids = batch.Writes.Where(w => w.Kind != WriteKind.Create).Select(w => w.Id).Distinct().ToArray();
            var known = new Dictionary<Guid, T>();
            if (ids is [var single])
            {
                if (await recordType.One.LoadAsync(db, single, ct) is { } record && actor.Permits(recordType, RecordAction.View, record))
                    known[single] = record;
            }
            else if (ids.Length > 0)
            {
                // The recycle bin is asked too, so that a restore finds its record and an edit of a deleted one is refused by name.
                var found = await db.Set<T>().IgnoreQueryFilters(["SoftDelete"]).Where(r => ids.Contains(r.Id))
                    .Permitted(actor, recordType, RecordAction.View).ToListAsync(ct);
                known = found.ToDictionary(r => r.Id);
            }
            return [.. batch.Writes.Select(write => Item(write, recordType, known))];
        }

        private WriteItem Item<T>(RecordWrite write, RecordType<T> recordType, Dictionary<Guid, T> known) where T : Record
        {
            if (write.Kind == WriteKind.Create)
            {
                var made = (T)Activator.CreateInstance(typeof(T))!;
                made.Id = write.Id;
                var item = new WriteItem(write, made, false);
                if (!actor.May(recordType, RecordAction.Create))
                    item.Refuse(new Refusal("not-permitted"));
                return item;
            }
            if (!known.TryGetValue(write.Id, out var record) || (record.DeletedAt is null == (write.Kind == WriteKind.Restore)))
                return WriteItem.Missing(write);
            var loaded = new WriteItem(write, record, true);
            var action = write.Kind == WriteKind.Update ? RecordAction.Edit : RecordAction.Delete;
            if (!actor.Permits(recordType, action, record))
                loaded.Refuse(new Refusal("not-permitted"));
            else if (write.Version is { } expected && expected != record.Version)
                loaded.Refuse(new Refusal("changed-meanwhile"));
            else if (write.Kind == WriteKind.Delete && recordType.AgainstDeleting(record) is { } refusal)
                loaded.Refuse(refusal);
            return loaded;
        }

        private Guid? Log(IReadOnlyList<WriteItem> changes)
        {
            if (changes.Count == 0)
                return null;
            var set = batch.ChangeSetId ?? Ids.Next();
            if (batch.ChangeSetId is null)
                db.Set<ChangeSet>().Add(new ChangeSet { Id = set, At = now, ActorId = actor.MemberId, ActorName = actor.Name, Cause = batch.Cause, CauseId = batch.CauseId });
            db.Set<Change>().AddRange(changes.Select(c => new Change
            {
                ChangeSetId = set,
                RecordType = type.Name,
                RecordId = c.Record.Id,
                Action = c.Action,
                At = now,
                Version = c.Record.Version,
                Fields = [.. c.Differences],
            }));
            return set;
        }
    }
}
