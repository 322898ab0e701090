using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records;

/// <summary>Where a record stands in the order of a list: its place from 1, and its neighbours.</summary>
public sealed record RecordPlace(int Position, int Count, bool CountIsExact, Guid? Previous, Guid? Next);

/// <summary>
/// Finds a record's place in the list that a query describes, so that one can go on to the next without going back. Nothing
/// is kept in between: the query is the list. Null for what stands outside of it or beyond <see cref="RecordQuery.CountLimit"/>.
/// </summary>
public sealed class RecordPlaces(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, TimeProvider clock)
{
    public async Task<RecordPlace?> RunAsync(RecordQuery query, Guid id, CancellationToken ct)
    {
        var (schema, actor) = (query.On(await schemas.GetAsync(ct)), await actors.GetAsync(ct));
        if (schema.Find(query.Type) is not { } type || !actor.May(type.Type, RecordAction.View))
            return null;
        await using var db = dbs.Open();
        return await type.Type.Do(new ReadPlace(db, query, id, schema, type, actor, clock.GetUtcNow().UtcDateTime, ct));
    }

    private sealed class ReadPlace(ICrmDb db, RecordQuery query, Guid id, TenantSchema schema, TenantType type, Actor actor, DateTime now, CancellationToken ct)
        : IRecordWork<Task<RecordPlace?>>
    {
        public async Task<RecordPlace?> Run<T>(RecordType<T> recordType) where T : Record
        {
            var permitted = db.Set<T>().AsNoTracking().Permitted(actor, recordType, RecordAction.View);
            var matching = await RecordSelection.MatchingAsync(db, permitted, query.Filter, new SearchedWords(query.Search), schema, type, actor, now, ct);
            if (!matching.Succeeded)
                return null;
            var ordered = RecordOrder<T>.Of(query.Sort ?? type.DefaultSort, type, new TargetReach(schema, actor));
            if (!ordered.Succeeded)
                return null;
            var ids = await ordered.Value.Apply(matching.Value).Select(r => r.Id).Take(RecordQuery.CountLimit + 1).ToListAsync(ct);
            var at = ids.IndexOf(id);
            return at < 0 ? null : new RecordPlace(
                at + 1, Math.Min(ids.Count, RecordQuery.CountLimit), ids.Count <= RecordQuery.CountLimit,
                at > 0 ? ids[at - 1] : null, at + 1 < ids.Count ? ids[at + 1] : null);
        }
    }
}
