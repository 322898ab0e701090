using Crm.Core.Data;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity.Members;

/// <summary>An open invitation as the invited person sees it.</summary>
/// <param name="HasLogin">Whether the e-mail has a login on the platform, whose password must then be given.</param>
public sealed record OpenInvitation(string Email, string MemberName, string InvitedBy, bool HasLogin);

/// <summary>Turns an invitation into a login that may enter: a new one with the chosen password, or the one that exists.</summary>
public sealed class AcceptInvitation(ICrmDbFactory dbs, ILogins logins, TenantScope scope, TimeProvider clock)
{
    public async Task<OpenInvitation?> FindAsync(string token, CancellationToken ct)
    {
        await using var db = dbs.Open();
        if (await OpenAsync(db, token, ct) is not { } invitation)
            return null;
        var names = await db.Set<Member>().Where(m => m.Id == invitation.MemberId || m.Id == invitation.InvitedById)
            .Select(m => new { m.Id, m.Name }).ToDictionaryAsync(m => m.Id, m => m.Name, ct);
        var login = await logins.FindAsync(invitation.Email, ct);
        return new OpenInvitation(invitation.Email, names.GetValueOrDefault(invitation.MemberId, ""), names.GetValueOrDefault(invitation.InvitedById, ""), login?.IsConfirmed == true);
    }

    public async Task<Outcome<Login>> RunAsync(string token, string? name, string? password, CancellationToken ct)
    {
        await using var db = dbs.Open();
        if (await OpenAsync(db, token, ct) is not { } invitation)
            return new Refusal("link-invalid");
        var known = await logins.FindAsync(invitation.Email, ct);
        var refusal = known?.IsConfirmed == true
            ? await logins.CheckAsync(invitation.Email, password ?? "", ct) is null ? new Refusal("invitation-password", "password") : null
            : PasswordRule.Check(password, "password", invitation.Email, name);
        if (refusal is not null)
            return refusal;

        var login = known?.IsConfirmed == true ? known : await logins.FindOrAddAsync(invitation.Email, ct);
        var member = await db.Set<Member>().FirstAsync(m => m.Id == invitation.MemberId, ct);
        member.UserId = login.Id;
        if (name?.Trim() is { Length: > 0 and <= SigningUp.RequestSignUp.MaxName } typed && typed != member.Name)
        {
            member.Name = typed;
            member.Version++;
        }
        // One of two who follow the link at once finds the invitation open.
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Set<Invitation>().Where(i => i.Id == invitation.Id && i.AcceptedAt == null).ExecuteUpdateAsync(set => set.SetProperty(i => i.AcceptedAt, now), ct) == 0)
            return new Refusal("link-invalid");
        var saved = await db.SaveRightsAsync(ct);
        if (!saved.Succeeded)
            return Outcome<Login>.Refused(saved.Refusals);
        if (!login.IsConfirmed)
            login = await logins.SetPasswordAsync(login.Id, logins.Hash(password!), ct);
        await logins.JoinAsync(login.Id, scope.Tenant.Id, ct);
        return login;
    }

    private async Task<Invitation?> OpenAsync(ICrmDb db, string token, CancellationToken ct)
    {
        var hash = LinkSecret.HashOf(token);
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Set<Invitation>().AsNoTracking()
            .FirstOrDefaultAsync(i => i.TokenHash == hash && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now, ct);
    }
}
