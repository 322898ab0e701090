using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Crm.Web.Integration;

/// <summary>
/// Where a list goes on: a protected position that belongs to one question of one tenant and cannot be made up or carried
/// over to another.
/// </summary>
internal sealed class PageCursor(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Crm.Api.PageCursor");

    public string Write(string question, int position) =>
        protector.Protect($"{Mark(question)}{position.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The position, or null when the cursor is damaged or belongs to another question.</summary>
    public int? Read(string question, string cursor)
    {
        try
        {
            var text = protector.Unprotect(cursor);
            var mark = Mark(question);
            return text.StartsWith(mark, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;
        }
        catch (Exception damaged) when (damaged is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static string Mark(string question) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(question)).AsSpan(0, 8)) + ":";
}
