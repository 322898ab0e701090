using Crm.Core.Mail;
using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Identity;

/// <summary>
/// Mails a link for a new password to a member of the scope's tenant. To everybody else nothing happens, and nobody who
/// asks can tell the difference.
/// </summary>
public sealed class ForgetPassword(ILogins logins, ActorDirectory actors, LoginLinks links, Outbox outbox, TenantScope scope, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);
    internal const string Purpose = "reset";

    /// <summary>Longer than the work takes, so that both answers come after the same time.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(400);

    public Task RunAsync(string? email, string culture, SiteAddress site, CancellationToken ct) =>
        Task.WhenAll(Task.Delay(Answer, clock, ct), MailAsync(email?.Trim() ?? "", culture, site, ct));

    private async Task MailAsync(string email, string culture, SiteAddress site, CancellationToken ct)
    {
        if (await logins.FindAsync(email, ct) is not { } login || await actors.MemberOfUserAsync(login.Id, ct) is not { } member)
            return;
        var token = await links.MakeAsync(login.Id, Purpose, Life, ct);
        await outbox.PutAsync(new Letter("reset", login.Email, culture)
        {
            TenantId = scope.Tenant.Id,
            Values = [member.Name, scope.Tenant.Name],
            Link = site.OnTenant(scope.Tenant.Address, $"/reset-password/{token}"),
        }, site, ct);
    }
}

/// <summary>Gives a login a new password by the link that was mailed: the newest one, once, within the hour. All its sessions end.</summary>
public sealed class ResetPassword(ILogins logins, LoginLinks links)
{
    public async Task<Outcome<Login>> RunAsync(string token, string? password, CancellationToken ct)
    {
        if (PasswordRule.Check(password, "password") is { } refusal)
            return refusal;
        if (await links.TakeAsync(token, ForgetPassword.Purpose, ct) is not { } login)
            return new Refusal("link-invalid");
        return await logins.SetPasswordAsync(login.Id, logins.Hash(password!), ct);
    }
}
