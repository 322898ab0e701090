using Crm.Core.Tenancy;

namespace Crm.Core.Identity;

/// <summary>Whether a session that began earlier may go on: its tenant is active, its login unchanged, its member active.</summary>
public sealed class SessionCheck(ILogins logins, TenantDirectory tenants, ActorDirectory actors)
{
    /// <summary>The surrounding scope must have entered the session's tenant.</summary>
    public async Task<bool> IsAliveAsync(Guid tenantId, Guid loginId, string stamp, CancellationToken ct) =>
        await tenants.FindAsync(tenantId, ct) is { State: TenantState.Active }
        && await logins.FindAsync(loginId, ct) is { } login && login.Stamp == stamp
        && await actors.MemberOfUserAsync(loginId, ct) is not null;
}
