using Crm.Core.Shared;

namespace Crm.Core.Identity;

/// <summary>Who came in, and the language that this member chose, if any.</summary>
public sealed record SignedIn(Login Login, string? Culture);

/// <summary>
/// Lets a person into the tenant of the scope. A wrong password, an unknown e-mail, a locked login and a login that is no
/// active member here are one and the same answer.
/// </summary>
public sealed class SignIn(ILogins logins, ActorDirectory actors)
{
    public async Task<Outcome<SignedIn>> RunAsync(string? email, string? password, CancellationToken ct)
    {
        var login = await logins.CheckAsync(email?.Trim() ?? "", password ?? "", ct);
        return login is not null && await actors.MemberOfUserAsync(login.Id, ct) is { } member
            ? new SignedIn(login, member.Culture)
            : new Refusal("sign-in-refused");
    }
}
