using Crm.Core.Identity;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Tenancy;
using Crm.Web.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Crm.Web.Tenancy;

/// <summary>
/// A circuit has a scope of its own: before its first component renders it enters the tenant and the person of the cookie
/// that opened it. The cookie was checked against the host by then.
/// </summary>
internal sealed class CircuitTenancy(
    TenantScope scope, CurrentActor actor, ActorDirectory actors, TenantDirectory tenants, SchemaSource schemas,
    AuthenticationStateProvider authentication, ILogger<CircuitTenancy> log) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (user.TenantId() is not { } tenantId || user.UserId() is not { } userId)
            return;
        if (await tenants.FindAsync(tenantId, cancellationToken) is not { State: TenantState.Active } tenant)
            return;
        scope.Enter(tenant);
        actor.Enter(ct => actors.MemberOfUserAsync(userId, ct));
        try
        {
            // Known before the first component asks: the layout then renders at once what the pre-rendered page shows.
            await actor.GetAsync(cancellationToken);
            await schemas.GetAsync(cancellationToken);
        }
        catch (ActorGoneException gone)
        {
            log.LogInformation(gone, "A signed-in person is no longer an active member");
        }
    }
}
