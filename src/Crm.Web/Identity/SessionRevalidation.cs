using Crm.Core.Identity;
using Crm.Core.Tenancy;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Crm.Web.Identity;

/// <summary>Asks again, while a circuit is open, whether its session may go on; if not, the circuit is nobody's.</summary>
internal sealed class SessionRevalidation(ILoggerFactory loggers, TenantScope scope, SessionCheck sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        // A circuit that could not enter its tenant when it opened is nobody's already.
        return scope.IsSet && user.TenantId() is { } tenant && user.UserId() is { } login && user.SecurityStamp() is { } stamp
            && await sessions.IsAliveAsync(tenant, login, stamp, cancellationToken);
    }
}
