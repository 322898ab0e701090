using Crm.Core.Mail;
using Crm.Core.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.Identity;

/// <summary>Mails a person the companies that their login may enter; says nothing to whoever asked.</summary>
public sealed class FindWorkspaces(ILogins logins, TenantDirectory tenants, IServiceScopeFactory scopes, Outbox outbox, TimeProvider clock)
{
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(400);

    public Task RunAsync(string? email, string culture, SiteAddress site, CancellationToken ct) =>
        Task.WhenAll(Task.Delay(Answer, clock, ct), MailAsync(email?.Trim() ?? "", culture, site, ct));

    private async Task MailAsync(string email, string culture, SiteAddress site, CancellationToken ct)
    {
        if (await logins.FindAsync(email, ct) is not { } login)
            return;
        var companies = new List<MailLink>();
        foreach (var id in await logins.TenantsOfAsync(login.Id, ct))
            if (await tenants.FindAsync(id, ct) is { State: TenantState.Active } tenant && await IsMemberAsync(tenant, login, ct))
                companies.Add(new MailLink(tenant.Name, site.OnTenant(tenant.Address, "/")));
        if (companies.Count > 0)
            await outbox.PutAsync(new Letter("workspaces", login.Email, culture) { List = companies }, site, ct);
    }

    private async Task<bool> IsMemberAsync(TenantInfo tenant, Login login, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
        return await scope.ServiceProvider.GetRequiredService<ActorDirectory>().MemberOfUserAsync(login.Id, ct) is not null;
    }
}
