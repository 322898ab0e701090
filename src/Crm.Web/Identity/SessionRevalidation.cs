using Crm.Core.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Crm.Web.Identity;

/// <summary>Asks again, while a circuit is open, whether its session may go on; if not, the circuit is nobody's.</summary>
internal sealed class SessionRevalidation(ILoggerFactory loggers, SessionCheck sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        return user.TenantId() is { } tenant && user.UserId() is { } login && user.SecurityStamp() is { } stamp
            && await sessions.IsAliveAsync(tenant, login, stamp, cancellationToken);
    }
}
