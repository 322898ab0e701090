namespace Crm.Core.Tenancy;

/// <summary>
/// The tenant of the request, circuit or job at hand; scoped, set once by whoever opened the scope. Asking before it is set
/// throws, and so does entering a second, different tenant: nothing ever falls back to a default.
/// </summary>
public sealed class TenantScope
{
    private TenantInfo? tenant;

    public bool IsSet => tenant is not null;

    public TenantInfo Tenant => tenant ?? throw new InvalidOperationException("No tenant was entered in this scope.");

    public void Enter(TenantInfo entered)
    {
        ArgumentNullException.ThrowIfNull(entered);
        if (tenant is not null && tenant.Id != entered.Id)
            throw new InvalidOperationException("A scope serves one tenant; open another scope for another tenant.");
        tenant = entered;
    }
}
