using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Bulk;

/// <summary>How many records were chosen, and on how many of them the actor may act so.</summary>
public sealed record SelectedCount(int All, int Permitted);

/// <summary>Reads a selection as the acting person may see it: counted, or by and by in the order of ids.</summary>
public sealed class SelectedRecords(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, TimeProvider clock)
{
    public async Task<Outcome<SelectedCount>> CountAsync(BulkSelection selection, RecordAction action, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await AskAsync(selection, (schema, type, actor) => type.Type.Do(new Count(db, selection, action, schema, type, actor, clock.GetUtcNow().UtcDateTime, ct)), ct);
    }

    public async Task<Outcome<IReadOnlyList<Guid>>> AfterAsync(BulkSelection selection, Guid? after, int take, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await AskAsync(selection, (schema, type, actor) => type.Type.Do(new After(db, selection, after, take, schema, type, actor, clock.GetUtcNow().UtcDateTime, ct)), ct);
    }

    private async Task<Outcome<T>> AskAsync<T>(BulkSelection selection, Func<TenantSchema, TenantType, Actor, Task<Outcome<T>>> ask, CancellationToken ct)
    {
        var (schema, actor) = ((await schemas.GetAsync(ct)).Shown, await actors.GetAsync(ct));
        return schema.Find(selection.Type) is { } type && actor.May(type.Type, RecordAction.View)
            ? await ask(schema, type, actor)
            : new Refusal("type-unknown", null, selection.Type);
    }

    private static async Task<Outcome<IQueryable<T>>> ChosenAsync<T>(
        ICrmDb db, BulkSelection selection, RecordType<T> recordType, TenantSchema schema, TenantType type, Actor actor, DateTime now, CancellationToken ct) where T : Record
    {
        IQueryable<T> records = db.Set<T>().AsNoTracking();
        if (selection.Deleted)
            records = records.IgnoreQueryFilters(["SoftDelete"]).Where(r => r.DeletedAt != null);
        records = records.Permitted(actor, recordType, RecordAction.View);
        if (selection.Ids is { } ids)
            return Outcome<IQueryable<T>>.Done(records.Where(r => ids.Contains(r.Id)));
        if (selection.Until is { } until)
            records = records.Where(r => r.CreatedAt <= until);
        FilterNode? filter = null;
        if (!string.IsNullOrWhiteSpace(selection.Filter))
        {
            var parsed = FilterText.Parse(selection.Filter);
            if (!parsed.Succeeded)
                return Outcome<IQueryable<T>>.Refused(parsed.Refusals);
            filter = parsed.Value;
        }
        return await RecordSelection.MatchingAsync(db, records, filter, new SearchedWords(selection.Search), schema, type, actor, now, ct);
    }

    private sealed class Count(
        ICrmDb db, BulkSelection selection, RecordAction action, TenantSchema schema, TenantType type, Actor actor, DateTime now, CancellationToken ct)
        : IRecordWork<Task<Outcome<SelectedCount>>>
    {
        public async Task<Outcome<SelectedCount>> Run<T>(RecordType<T> recordType) where T : Record
        {
            var chosen = await ChosenAsync(db, selection, recordType, schema, type, actor, now, ct);
            if (!chosen.Succeeded)
                return Outcome<SelectedCount>.Refused(chosen.Refusals);
            var all = await chosen.Value.CountAsync(ct);
            var permitted = actor.Scope(recordType, action) == AccessScope.All ? all : await chosen.Value.Permitted(actor, recordType, action).CountAsync(ct);
            return new SelectedCount(all, permitted);
        }
    }

    private sealed class After(
        ICrmDb db, BulkSelection selection, Guid? after, int take, TenantSchema schema, TenantType type, Actor actor, DateTime now, CancellationToken ct)
        : IRecordWork<Task<Outcome<IReadOnlyList<Guid>>>>
    {
        public async Task<Outcome<IReadOnlyList<Guid>>> Run<T>(RecordType<T> recordType) where T : Record
        {
            var chosen = await ChosenAsync(db, selection, recordType, schema, type, actor, now, ct);
            if (!chosen.Succeeded)
                return Outcome<IReadOnlyList<Guid>>.Refused(chosen.Refusals);
            var records = after is { } last ? chosen.Value.Where(r => r.Id.CompareTo(last) > 0) : chosen.Value;
            return Outcome<IReadOnlyList<Guid>>.Done(await records.OrderBy(r => r.Id).Take(take).Select(r => r.Id).ToListAsync(ct));
        }
    }
}
