using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Bin;

/// <summary>A question to the recycle bin; nulls ask for everything that the person may see.</summary>
public sealed record BinQuery(string? Type = null, Guid? DeletedBy = null, DateTime? Since = null, string? Search = null);

/// <summary>A record in the bin. <paramref name="MayRestore"/> also means that it may be thrown away by those with the right.</summary>
public sealed record BinEntry(string RecordType, Guid Id, string Title, DateTime DeletedAt, Guid? DeletedById, string DeletedBy, bool MayRestore);

/// <summary>
/// Deleted records of all types, the latest first: one's own, or everybody's for those who manage members. A page costs one
/// question for each type, each answered from the index of deleted records.
/// </summary>
public sealed class BinReader(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, TimeProvider clock)
{
    /// <summary>So long a deleted record can be brought back.</summary>
    public const int DaysKept = 90;

    public async Task<bool> MaySeeAllAsync(CancellationToken ct) => (await actors.GetAsync(ct)).Has(AdminRight.ManageMembers);

    /// <summary>The types that can be in the bin for this person.</summary>
    public async Task<IReadOnlyList<TenantType>> TypesAsync(CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        return [.. schema.Types.Where(t => actor.May(t.Type, RecordAction.View) && (!t.Type.IsAdministrative || actor.May(t.Type, RecordAction.Delete)))
            .OrderBy(t => t.Type.MenuPosition ?? 999)];
    }

    /// <param name="before">The last entry of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<BinEntry>> PageAsync(BinQuery query, BinEntry? before, int take, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        if (!actor.Has(AdminRight.ManageMembers))
            query = query with { DeletedBy = actor.MemberId ?? Guid.Empty };
        var (found, schema) = (new List<BinEntry>(), await schemas.GetAsync(ct));
        await using var db = dbs.Open();
        foreach (var type in (await TypesAsync(ct)).Where(t => query.Type is null || t.Name == query.Type))
            found.AddRange(await type.Type.Do(new Read(db, schema, type, actor, query, before, take, clock.GetUtcNow().UtcDateTime, ct)));
        var page = found.OrderByDescending(e => e.DeletedAt).ThenBy(e => e.RecordType, StringComparer.Ordinal).ThenBy(e => e.Id).Take(take).ToList();
        var people = page.Select(e => e.DeletedById).OfType<Guid>().Distinct().ToArray();
        var names = await db.Set<Member>().AsNoTracking().IgnoreQueryFilters(["SoftDelete"]).Where(m => people.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.Name, ct);
        return [.. page.Select(e => e with { DeletedBy = e.DeletedById is { } id ? names.GetValueOrDefault(id, "") : "" })];
    }

    private sealed class Read(ICrmDb db, TenantSchema schema, TenantType type, Actor actor, BinQuery query, BinEntry? before, int take, DateTime now, CancellationToken ct)
        : IRecordWork<Task<IReadOnlyList<BinEntry>>>
    {
        public async Task<IReadOnlyList<BinEntry>> Run<T>(RecordType<T> recordType) where T : Record
        {
            var records = db.Set<T>().AsNoTracking().IgnoreQueryFilters(["SoftDelete"]).Where(r => r.DeletedAt != null).Permitted(actor, recordType, RecordAction.View);
            if (query.DeletedBy is { } by)
                records = records.Where(r => r.DeletedById == by);
            if (query.Since is { } since)
                records = records.Where(r => r.DeletedAt >= since);
            records = (await RecordSelection.MatchingAsync(db, records, null, new SearchedWords(query.Search), schema, type, actor, now, ct)).Value;
            if (before is { DeletedAt: var at, Id: var id, RecordType: var last })
                // Within one moment the order is by type, then by id.
                records = string.CompareOrdinal(type.Name, last) switch
                {
                    > 0 => records.Where(r => r.DeletedAt <= at),
                    0 => records.Where(r => r.DeletedAt < at || (r.DeletedAt == at && r.Id.CompareTo(id) > 0)),
                    _ => records.Where(r => r.DeletedAt < at),
                };
            var rows = await records.OrderByDescending(r => r.DeletedAt).ThenBy(r => r.Id).Take(take).ToListAsync(ct);
            return [.. rows.Select(r => new BinEntry(
                type.Name, r.Id, type.TitleField.Read(r)?.ToString() ?? "", r.DeletedAt!.Value, r.DeletedById, "", actor.Permits(recordType, RecordAction.Delete, r)))];
        }
    }
}
