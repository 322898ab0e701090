using System.Text.Json;
using Crm.Core.Shared;
using Crm.Infrastructure.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Infrastructure.Tests.Tenancy;

/// <summary>Makes and describes rows of any entity, by what the model says of its columns.</summary>
internal static class Rows
{
    private static readonly DateTime Some = new(2026, 2, 28, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>
    /// A new row with everything that it requires, principals included. One that can exist only once a tenant (its key is the
    /// tenant) is the row that signing up made.
    /// </summary>
    public static async Task<object> MakeAsync(CrmDb db, IEntityType type, IForeignKey? reference = null, Guid? principal = null)
    {
        if (type.FindProperty("Id") is null)
            return await Table.Of(type).OnlyAsync(db);
        var row = Activator.CreateInstance(type.ClrType, nonPublic: true)!;
        foreach (var key in type.GetForeignKeys().Where(k => k.IsRequired && k != reference))
            Put(row, OwnColumn(key), IdOf(await MakeAsync(db, key.PrincipalEntityType)));
        foreach (var property in type.GetProperties().Where(p => !p.IsNullable && !p.IsKey() && !p.IsForeignKey()))
            if (IsUnset(property.PropertyInfo!.GetValue(row)))
                Put(row, property, Sample(property));
        if (reference is not null)
            Put(row, OwnColumn(reference), principal);
        db.Add(row);
        await db.SaveChangesAsync();
        return row;
    }

    public static Guid IdOf(object row) => (Guid)row.GetType().GetProperty("Id")!.GetValue(row)!;

    /// <summary>The column of a reference beside the tenant.</summary>
    public static IProperty OwnColumn(IForeignKey key) => key.Properties.Single(p => p.Name != "TenantId");

    /// <summary>Every column of a row as text, to see whether anything of it changed.</summary>
    public static string Describe(IEntityType type, object row) => string.Join('\n', type.GetProperties().Select(p =>
    {
        var value = p.PropertyInfo!.GetValue(row);
        // 0 and 0.00 are one number; a database gives back as many decimals as its column has.
        if (value is decimal number)
            return $"{p.Name} = {number:0.##########}";
        return $"{p.Name} = {JsonSerializer.Serialize(p.GetValueConverter() is { } converter && value is not null ? converter.ConvertToProvider(value) : value)}";
    }));

    public static void Forge(object row, Guid tenantId) => row.GetType().GetProperty("TenantId")!.SetValue(row, tenantId);

    private static void Put(object row, IProperty property, object? value) => property.PropertyInfo!.SetValue(row, value);

    private static bool IsUnset(object? value) => value is null or "" || value.Equals(Guid.Empty) || value.Equals(default(DateTime));

    private static object Sample(IProperty property)
    {
        if (property.ClrType == typeof(string))
            return Ids.Next().ToString("N")[^Math.Min(property.GetMaxLength() ?? 20, 20)..];
        return property.ClrType == typeof(Guid) ? Ids.Next() : property.ClrType == typeof(DateTime) ? Some : Activator.CreateInstance(property.ClrType)!;
    }
}
