using System.Globalization;
using Crm.Core.Shared;

namespace Crm.Core.Identity;

/// <summary>Links that act for a login once and for a short time: the newest of a purpose is the only valid one.</summary>
public sealed class LoginLinks(ILogins logins, TimeProvider clock)
{
    private const int IdLength = 32;

    /// <returns>The token for the link.</returns>
    public async Task<string> MakeAsync(Guid loginId, string purpose, TimeSpan life, CancellationToken ct)
    {
        var secret = LinkSecret.Make();
        var until = (clock.GetUtcNow() + life).ToUnixTimeSeconds();
        await logins.KeepAsync(loginId, purpose, $"{secret.Hash} {until.ToString(CultureInfo.InvariantCulture)}", ct);
        return loginId.ToString("N") + secret.Token;
    }

    /// <summary>Uses the link up; null when it is unknown, used, overtaken by a newer one, or too old.</summary>
    public async Task<Login?> TakeAsync(string token, string purpose, CancellationToken ct)
    {
        if (token.Length <= IdLength || !Guid.TryParseExact(token[..IdLength], "N", out var loginId))
            return null;
        var hash = LinkSecret.HashOf(token[IdLength..]);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var taken = await logins.TakeAsync(loginId, purpose, IsThis, ct);
        return taken is null ? null : await logins.FindAsync(loginId, ct);

        bool IsThis(string kept) => kept.Split(' ') is [var known, var until]
            && known == hash && long.Parse(until, CultureInfo.InvariantCulture) >= now;
    }
}
