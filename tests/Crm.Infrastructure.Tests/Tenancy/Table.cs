using System.Linq.Expressions;
using Crm.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Infrastructure.Tests.Tenancy;

/// <summary>Queries over an entity that is only known at run time. They ask for one row by its key, as an attacker would.</summary>
internal abstract class Table
{
    public static Table Of(IEntityType type) => (Table)Activator.CreateInstance(typeof(Table<>).MakeGenericType(type.ClrType))!;

    public abstract Task<int> CountAsync(CrmDb db, object row);

    public abstract Task<object?> ReadAsync(CrmDb db, object row);

    public abstract Task<bool> FindAsync(CrmDb db, object row);

    public abstract Task<int> UpdateAsync(CrmDb db, object row);

    public abstract Task<int> DeleteAsync(CrmDb db, object row);

    public abstract Task<object> OnlyAsync(CrmDb db);
}

internal sealed class Table<T> : Table where T : class
{
    public override Task<int> CountAsync(CrmDb db, object row) => Row(db, row).CountAsync();

    public override async Task<object?> ReadAsync(CrmDb db, object row) => await Row(db, row).AsNoTracking().FirstOrDefaultAsync();

    public override async Task<bool> FindAsync(CrmDb db, object row) =>
        await db.Set<T>().FindAsync([.. db.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!.Properties.Select(p => p.PropertyInfo!.GetValue(row))]) is not null;

    public override Task<int> UpdateAsync(CrmDb db, object row) => Row(db, row)
        .ExecuteUpdateAsync(set => set.SetProperty(r => EF.Property<Guid>(r, "TenantId"), r => EF.Property<Guid>(r, "TenantId")));

    public override Task<int> DeleteAsync(CrmDb db, object row) => Row(db, row).ExecuteDeleteAsync();

    public override async Task<object> OnlyAsync(CrmDb db) => await db.Set<T>().AsNoTracking().SingleAsync();

    /// <summary>The recycle bin is opened too; the tenant filter is never lifted.</summary>
    private static IQueryable<T> Row(CrmDb db, object row)
    {
        var r = Expression.Parameter(typeof(T));
        var name = typeof(T).GetProperty("Id") is null ? "TenantId" : "Id";
        var same = Expression.Equal(Expression.Property(r, name), Expression.Constant(typeof(T).GetProperty(name)!.GetValue(row)));
        return db.Set<T>().IgnoreQueryFilters(["SoftDelete"]).Where(Expression.Lambda<Func<T, bool>>(same, r));
    }
}
