using System.Security.Cryptography;
using System.Text;

namespace Crm.Core.Identity;

/// <summary>The secret of a mailed link: 256 random bits go out, only their hash is kept.</summary>
public sealed record LinkSecret(string Token, string Hash)
{
    public static LinkSecret Make()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return new LinkSecret(token, HashOf(token));
    }

    /// <summary>SHA-256 in hexadecimal; enough for a secret that nobody can guess.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
