using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records;

/// <summary>
/// Gives the references of rows that no join could resolve (several records in one field, a tenant's own references) their
/// titles: one query for each target type of a page, within the actor's reach. What is out of reach or deleted has none.
/// </summary>
internal sealed class TargetTitles(ICrmDb db, TenantSchema schema, Actor actor, CancellationToken ct)
{
    /// <summary>More ids than this are asked for in parts; SQL Server takes no more than 2,100 parameters.</summary>
    private const int MostAtOnce = 1000;

    public static bool IsOpen(Field field) => field is { Target: not null, TitleOf: null };

    public async Task<IReadOnlyList<RecordRow>> FillAsync(IReadOnlyList<Field> fields, IReadOnlyList<RecordRow> rows)
    {
        if (rows.Count == 0 || !fields.Any(IsOpen))
            return rows;
        var titles = new Dictionary<RecordLink, string>();
        foreach (var target in fields.Index().Where(f => IsOpen(f.Item)).GroupBy(f => f.Item.Target!))
        {
            if (schema.Find(target.Key) is not { } type)
                continue;
            var ids = rows.SelectMany(r => target.SelectMany(f => IdsIn(r.Values[f.Index]))).Distinct();
            foreach (var part in ids.Chunk(MostAtOnce))
                foreach (var (id, title) in await type.Type.Do(new ReadTitles(db, part, schema, type, actor, false, ct)))
                    titles[new RecordLink(target.Key, id)] = title;
        }
        RecordRef Titled(string target, Guid id) => new(id, titles.GetValueOrDefault(new RecordLink(target, id), ""));
        return [.. rows.Select(r => r with
        {
            Values = [.. r.Values.Select((value, i) => (fields[i].Target, value) switch
            {
                ({ } target, ValueSet set) => (object)new RecordRefs(ReferencesKind.Ids(set).Select(id => Titled(target, id))),
                ({ } target, Guid id) => Titled(target, id),
                _ => value,
            })],
        })];
    }

    private static IEnumerable<Guid> IdsIn(object? value) => value switch
    {
        Guid id => [id],
        ValueSet set => ReferencesKind.Ids(set),
        _ => [],
    };
}

/// <summary>The titles of records of one type, as far as the actor may see them.</summary>
internal sealed class ReadTitles(ICrmDb db, Guid[] ids, TenantSchema schema, TenantType type, Actor actor, bool deleted, CancellationToken ct)
    : IRecordWork<Task<IReadOnlyDictionary<Guid, string>>>
{
    public async Task<IReadOnlyDictionary<Guid, string>> Run<T>(RecordType<T> recordType) where T : Record
    {
        var projection = new RowProjection<T>([type.TitleField], new TargetReach(schema, actor));
        var records = db.Set<T>().AsNoTracking();
        if (deleted)
            records = records.IgnoreQueryFilters(["SoftDelete"]);
        var rows = await records.Where(r => ids.Contains(r.Id))
            .Permitted(actor, recordType, RecordAction.View).Select(projection.Select).ToListAsync(ct);
        return rows.Select(projection.Row).ToDictionary(r => r.Id, r => r.Values[0]?.ToString() ?? "");
    }
}
