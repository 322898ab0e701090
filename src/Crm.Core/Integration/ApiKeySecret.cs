using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Core.Integration;

/// <summary>The text of a key: <c>gx_</c> and 256 random bits. It is shown once; only its hash is kept.</summary>
public static class ApiKeySecret
{
    public const string Mark = "gx_";
    private const int Bytes = 32;
    private const int ShownLength = 10;
    private const int Length = 46;

    public static string Next() => Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether the text has the shape of a key at all, so that nonsense costs no question to the database.</summary>
    public static bool HasShape(string text) => text.Length == Length && text.StartsWith(Mark, StringComparison.Ordinal);

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The beginning, which lists show.</summary>
    public static string Shown(string secret) => secret[..ShownLength];
}
