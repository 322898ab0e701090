using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity;

/// <summary>
/// Gives the acting member's login another password, or ends its sessions everywhere. Either way the caller's own session
/// ends too and must be begun anew with the login that comes back.
/// </summary>
public sealed class ChangePassword(ILogins logins, ICrmDbFactory dbs, CurrentActor actors)
{
    public async Task<Outcome<Login>> RunAsync(string? present, string? wanted, CancellationToken ct)
    {
        if (await LoginAsync(ct) is not { } login || await logins.CheckAsync(login.Email, present ?? "", ct) is null)
            return new Refusal("password-wrong", "present");
        if (PasswordRule.Check(wanted, "password", login.Email) is { } refusal)
            return refusal;
        return await logins.SetPasswordAsync(login.Id, logins.Hash(wanted!), ct);
    }

    public async Task EndSessionsAsync(CancellationToken ct)
    {
        if (await LoginAsync(ct) is { } login)
            await logins.EndSessionsAsync(login.Id, ct);
    }

    private async Task<Login?> LoginAsync(CancellationToken ct)
    {
        var me = (await actors.GetAsync(ct)).MemberId;
        await using var db = dbs.Open();
        var userId = await db.Set<Member>().Where(m => m.Id == me).Select(m => m.UserId).FirstOrDefaultAsync(ct);
        return userId is { } id ? await logins.FindAsync(id, ct) : null;
    }
}
