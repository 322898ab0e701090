using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Crm.Core.Records;
using Crm.Core.Tenancy;
using Microsoft.AspNetCore.DataProtection;

namespace Crm.Web.Activities.WorkThrough;

/// <summary>A place in a list, written into an address so that nobody can make one up or read values out of it.</summary>
public sealed class CursorText(IDataProtectionProvider protection, TenantScope scope)
{
    private static readonly Type[] Known = [typeof(string), typeof(DateTime), typeof(DateOnly), typeof(int), typeof(long), typeof(decimal), typeof(bool), typeof(Guid)];

    public string? Write(RecordCursor cursor, string question)
    {
        var keys = new List<string?[]>();
        foreach (var key in cursor.Keys)
        {
            var kind = Array.IndexOf(Known, key?.GetType());
            if (key is not null && kind < 0)
                return null;
            keys.Add(key is null ? [null, null] : [kind.ToString(CultureInfo.InvariantCulture), JsonSerializer.Serialize(key)]);
        }
        return Protector(question).Protect(JsonSerializer.Serialize(new Kept(cursor.Id, keys)));
    }

    /// <summary>Null for what is damaged or belongs to another list or company.</summary>
    public RecordCursor? Read(string text, string question)
    {
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(Protector(question).Unprotect(text))!;
            return new RecordCursor([.. kept.Keys.Select(k => k[0] is null ? null : JsonSerializer.Deserialize(k[1]!, Known[int.Parse(k[0]!, CultureInfo.InvariantCulture)]))], kept.Id);
        }
        catch (Exception damaged) when (damaged is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string question) => protection.CreateProtector("Crm.WorkThrough", scope.Tenant.Id.ToString(), question);

    private sealed record Kept(Guid Id, IReadOnlyList<string?[]> Keys);
}
