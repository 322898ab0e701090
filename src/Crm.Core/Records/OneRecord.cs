using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records;

/// <summary>
/// The questions for single records of a type, prepared once for all tenants: finding their place in EF Core's cache would
/// take longer than the database's answer.
/// </summary>
internal sealed class OneRecord<T>(RecordType<T> type) where T : Record
{
    private readonly ConditionalWeakTable<TenantType, RowProjection<T>> rows = [];
    private readonly Func<DbContext, Guid, CancellationToken, Task<T?>> load = EF.CompileAsyncQuery(
        (DbContext db, Guid id, CancellationToken _) => db.Set<T>().IgnoreQueryFilters(new[] { "SoftDelete" }).FirstOrDefault(r => r.Id == id));

    private Func<DbContext, Guid, CancellationToken, Task<object?[]?>>? find;

    /// <summary>A record with all fields as its tenant sees them; for actors from whom nothing of the type or its targets is kept.</summary>
    public async Task<RecordRow?> FindAsync(ICrmDb db, Guid id, TenantType tenantType, TargetReach reach, Actor actor, CancellationToken ct)
    {
        find ??= Prepare(new RowProjection<T>(type.Fields, reach, always: true));
        var raw = await find((DbContext)db, id, ct);
        return raw is null ? null : rows.GetValue(tenantType, t => new RowProjection<T>(t.Fields, reach, always: true)).Row(raw, actor, type);
    }

    /// <summary>The record itself, tracked, from the recycle bin too; whether the actor may see it is for the caller to ask.</summary>
    public Task<T?> LoadAsync(ICrmDb db, Guid id, CancellationToken ct) => load((DbContext)db, id, ct);

    private static Func<DbContext, Guid, CancellationToken, Task<object?[]?>> Prepare(RowProjection<T> projection)
    {
        Expression<Func<DbContext, Guid, CancellationToken, IQueryable<T>>> one = (db, id, _) => db.Set<T>().AsNoTracking().Where(r => r.Id == id);
        var selected = Expression.Call(typeof(Queryable), nameof(Queryable.Select), [typeof(T), typeof(object?[])], one.Body, Expression.Quote(projection.Select));
        var first = Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [typeof(object?[])], selected);
        return EF.CompileAsyncQuery(Expression.Lambda<Func<DbContext, Guid, CancellationToken, object?[]?>>(first, one.Parameters));
    }
}
