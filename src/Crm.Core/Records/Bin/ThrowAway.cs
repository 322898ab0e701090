using System.Linq.Expressions;
using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Bin;

/// <summary>
/// Deletes records of the bin for good. What living records still refer to stays in the bin; deleted ones let go of it. The log
/// of changes goes on telling that the record was there.
/// </summary>
public sealed class ThrowAway(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors)
{
    /// <returns>How many are gone; the others are still referred to, or were not in the bin.</returns>
    public async Task<Outcome<int>> RunAsync(IReadOnlyCollection<RecordLink> records, CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        if (!actor.Has(AdminRight.ManageTenant))
            return new Refusal("not-permitted");
        var gone = 0;
        foreach (var group in records.Distinct().GroupBy(r => r.Type))
            if (schema.Find(group.Key) is { } type && actor.May(type.Type, RecordAction.Delete))
            {
                await using var db = dbs.Open();
                gone += await type.Type.Do(new Remove(db, schema, [.. group.Select(r => r.Id)], ct));
            }
        return gone;
    }

    private sealed class Remove(ICrmDb db, TenantSchema schema, Guid[] ids, CancellationToken ct) : IRecordWork<Task<int>>
    {
        public async Task<int> Run<T>(RecordType<T> recordType) where T : Record
        {
            var referring = schema.Types.SelectMany(t => t.Fields.Where(f => f.Target == recordType.Name && f.Navigation is not null).Select(f => (Type: t, Field: f))).ToList();
            var held = new HashSet<Guid>();
            foreach (var (type, field) in referring)
                held.UnionWith(await type.Type.Do(new Holding(db, field, ids, ct)));
            Guid[] free = [.. ids.Where(id => !held.Contains(id))];
            if (free.Length == 0)
                return 0;
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            foreach (var (type, field) in referring)
                await type.Type.Do(new LetGo(db, field, free, ct));
            var gone = await db.Set<T>().IgnoreQueryFilters(["SoftDelete"]).Where(r => r.DeletedAt != null && free.Contains(r.Id)).ExecuteDeleteAsync(ct);
            await db.Set<StageStay>().Where(s => s.RecordType == recordType.Name && free.Contains(s.RecordId)).ExecuteDeleteAsync(ct);
            await transaction.CommitAsync(ct);
            return gone;
        }
    }

    /// <summary>Which of the records living ones refer to.</summary>
    private sealed class Holding(ICrmDb db, Field field, Guid[] ids, CancellationToken ct) : IRecordWork<Task<IReadOnlyList<Guid>>>
    {
        public async Task<IReadOnlyList<Guid>> Run<T>(RecordType<T> type) where T : Record
        {
            var reference = (Expression<Func<T, Guid?>>)field.Value;
            var found = await db.Set<T>().AsNoTracking().Where(In(reference, ids)).Select(reference).Distinct().ToListAsync(ct);
            return [.. found.OfType<Guid>()];
        }
    }

    private sealed class LetGo(ICrmDb db, Field field, Guid[] ids, CancellationToken ct) : IRecordWork<Task<int>>
    {
        public Task<int> Run<T>(RecordType<T> type) where T : Record
        {
            var reference = (Expression<Func<T, Guid?>>)field.Value;
            return db.Set<T>().IgnoreQueryFilters(["SoftDelete"]).Where(r => r.DeletedAt != null).Where(In(reference, ids))
                .ExecuteUpdateAsync(s => s.SetProperty(reference, (Guid?)null), ct);
        }
    }

    private static Expression<Func<T, bool>> In<T>(Expression<Func<T, Guid?>> reference, Guid[] ids)
    {
        Expression<Func<Guid?, bool>> contained = value => value != null && ids.Contains(value.Value);
        return Expression.Lambda<Func<T, bool>>(FieldAccess.Inline(contained, reference.Body), reference.Parameters);
    }
}
