using System.Linq.Expressions;
using System.Reflection;
using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Rates;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Shared.Text;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records;

/// <summary>The only way to read records: access first, then filter, search, order, page, and only the asked columns.</summary>
public sealed class RecordReader(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, TimeProvider clock)
{
    /// <summary>A page of the list. Unknown types, fields and operators are refused; paging is clamped.</summary>
    public async Task<Outcome<RecordPage>> PageAsync(RecordQuery query, CancellationToken ct)
    {
        var (schema, actor) = (query.On(await schemas.GetAsync(ct)), await actors.GetAsync(ct));
        if (schema.Find(query.Type) is not { } type || !actor.May(type.Type, RecordAction.View))
            return new Refusal("type-unknown", null, query.Type);
        await using var db = dbs.Open();
        return await type.Type.Do(new ReadPage(db, query, schema, type, actor, clock.GetUtcNow().UtcDateTime, ct));
    }

    /// <summary>One record with all its fields, or null where it does not exist for this actor.</summary>
    /// <param name="isFromOutside">As <see cref="RecordQuery.IsFromOutside"/>: the values are those of <see cref="TenantSchema.Shown"/>.</param>
    public async Task<RecordRow?> FindAsync(string typeName, Guid id, CancellationToken ct, bool deleted = false, bool isFromOutside = false)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        if (schema.Find(typeName) is not { } type || !actor.May(type.Type, RecordAction.View))
            return null;
        await using var db = dbs.Open();
        var row = await type.Type.Do(new ReadOne(db, id, schema, type, actor, deleted, ct));
        return isFromOutside && row is not null ? row with { Values = [.. row.Values.Where((_, at) => !type.Fields[at].IsWithdrawn)] } : row;
    }

    /// <summary>The titles of records, as far as this actor may see them; those in the recycle bin when asked for.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> TitlesAsync(string typeName, IReadOnlyCollection<Guid> ids, CancellationToken ct, bool deleted = false)
    {
        if (ids.Count == 0)
            return new Dictionary<Guid, string>();
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        if (schema.Find(typeName) is not { } type)
            return new Dictionary<Guid, string>();
        await using var db = dbs.Open();
        return await type.Type.Do(new ReadTitles(db, [.. ids], schema, type, actor, deleted, ct));
    }

    /// <summary>
    /// The visible records of a type that match a filter, for questions that no list can answer (groups, sums). The caller
    /// owns the database and asks within its life.
    /// </summary>
    /// <param name="isFromOutside">As <see cref="RecordQuery.IsFromOutside"/>.</param>
    public async Task<Outcome<IQueryable<T>>> QueryAsync<T>(ICrmDb db, FilterNode? filter, CancellationToken ct, bool isFromOutside = false) where T : Record
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        schema = isFromOutside ? schema.Shown : schema;
        var type = schema.Of<T>();
        var records = db.Set<T>().AsNoTracking().Permitted(actor, (RecordType<T>)type.Type, RecordAction.View);
        return RecordSelection.Filtered(records, filter, schema, type, actor, clock.GetUtcNow().UtcDateTime);
    }

    private sealed class ReadPage(ICrmDb db, RecordQuery query, TenantSchema schema, TenantType type, Actor actor, DateTime now, CancellationToken ct)
        : IRecordWork<Task<Outcome<RecordPage>>>
    {
        public async Task<Outcome<RecordPage>> Run<T>(RecordType<T> recordType) where T : Record
        {
            var records = db.Set<T>().AsNoTracking();
            if (query.Deleted)
                records = records.IgnoreQueryFilters(["SoftDelete"]).Where(r => r.DeletedAt != null);
            var matching = await RecordSelection.MatchingAsync(
                db, records.Permitted(actor, recordType, RecordAction.View), query.Filter, new SearchedWords(query.Search), schema, type, actor, now, ct);
            if (!matching.Succeeded)
                return Outcome<RecordPage>.Refused(matching.Refusals);
            var reach = new TargetReach(schema, actor);
            var order = RecordOrder<T>.Of(query.Sort ?? type.DefaultSort, type, reach);
            if (!order.Succeeded)
                return Outcome<RecordPage>.Refused(order.Refusals);
            var columns = new List<Field>();
            foreach (var name in query.Columns ?? type.ListColumns)
            {
                if (type.Find(name) is not { } field)
                    return new Refusal("field-unknown", "fields", name);
                columns.Add(field);
            }

            var take = Math.Clamp(query.Take, 1, RecordQuery.MaxPageSize);
            var projection = new RowProjection<T>(columns, reach, order: order.Value.Keys);
            var wanted = query.After is { } after && order.Value.Behind(after, db.SortsNullsLast) is { } behind ? matching.Value.Where(behind) : matching.Value;
            var raw = await order.Value.Apply(wanted).Skip(Math.Max(query.Skip, 0)).Take(take + 1).Select(projection.Select).ToListAsync(ct);
            // A first page that holds them all has counted them.
            int? count = !query.Count ? null
                : query is { Skip: <= 0, After: null } && raw.Count <= take ? raw.Count
                : await matching.Value.Take(RecordQuery.CountLimit + 1).CountAsync(ct);
            var totals = new Dictionary<string, long>();
            var unrated = new Dictionary<string, IReadOnlyList<CurrencySum>>();
            foreach (var name in query.Totals)
                if (type.Find(name) is { Kind: MoneyKind } money)
                {
                    var sums = await CurrencySums.OfAsync(matching.Value, money, ct);
                    totals[name] = sums.Sum(s => schema.Rates.Convert(s.Sum, schema.DayOf(now))?.Minor ?? 0);
                    if (sums.Where(s => schema.Rates.Convert(s.Sum, schema.DayOf(now)) is null).ToList() is { Count: > 0 } without)
                        unrated[name] = without;
                }
            var rows = await new TargetTitles(db, schema, actor, ct).FillAsync(columns, [.. raw.Take(take).Select(r => projection.Row(r, actor, recordType))]);
            return new RecordPage(columns, rows, raw.Count > take,
                count is null ? null : Math.Min(count.Value, RecordQuery.CountLimit), count <= RecordQuery.CountLimit, totals)
            {
                Unrated = unrated,
                End = raw.Count == 0 ? null : projection.Cursor(raw[Math.Min(take, raw.Count) - 1]),
            };
        }
    }

    private sealed class ReadOne(ICrmDb db, Guid id, TenantSchema schema, TenantType type, Actor actor, bool deleted, CancellationToken ct)
        : IRecordWork<Task<RecordRow?>>
    {
        public async Task<RecordRow?> Run<T>(RecordType<T> recordType) where T : Record
        {
            return await ReadAsync(recordType) is { } row ? (await new TargetTitles(db, schema, actor, ct).FillAsync(type.Fields, [row]))[0] : null;
        }

        private async Task<RecordRow?> ReadAsync<T>(RecordType<T> recordType) where T : Record
        {
            var reach = new TargetReach(schema, actor);
            if (!deleted && actor.Scope(recordType, RecordAction.View) == AccessScope.All && reach.IsWhole(recordType))
                return await recordType.One.FindAsync(db, id, type, reach, actor, ct);
            var records = db.Set<T>().AsNoTracking();
            if (deleted)
                records = records.IgnoreQueryFilters(["SoftDelete"]);
            var projection = new RowProjection<T>(type.Fields, reach);
            var raw = await records.Where(r => r.Id == id).Permitted(actor, recordType, RecordAction.View).Select(projection.Select).FirstOrDefaultAsync(ct);
            return raw is null ? null : projection.Row(raw, actor, recordType);
        }
    }
}
