using Crm.Core.Shared;

namespace Crm.Core.Identity;

/// <summary>
/// Lets a person into the tenant of the scope. A wrong password, an unknown e-mail, a locked login and a login that is no
/// active member here are one and the same answer.
/// </summary>
public sealed class SignIn(ILogins logins, ActorDirectory actors)
{
    public async Task<Outcome<Login>> RunAsync(string? email, string? password, CancellationToken ct)
    {
        var login = await logins.CheckAsync(email?.Trim() ?? "", password ?? "", ct);
        return login is not null && await actors.MemberOfUserAsync(login.Id, ct) is not null ? login : new Refusal("sign-in-refused");
    }
}
