using Crm.Core.Tenancy;
using Microsoft.Extensions.Options;

namespace Crm.Web.Tenancy;

/// <summary>Settings of the section <c>Site</c>.</summary>
public sealed class SiteOptions
{
    /// <summary>The domain under which tenants have their sub-domains; sign-up lives on the domain itself.</summary>
    public string BaseDomain { get; set; } = "localhost";

    /// <summary>The product's name, so that an operator can brand it.</summary>
    public string ProductName { get; set; } = "Guanxi CRM";

    /// <summary>How browsers reach the site, for links in mails that no request asked for: <c>https</c>, or <c>http</c> on one's own machine.</summary>
    public string Scheme { get; set; } = "https";

    /// <summary>The same; empty for the scheme's own port.</summary>
    public int? Port { get; set; }

    public SiteAddress Address => new(Scheme, BaseDomain, Port, ProductName);
}

/// <summary>What the host of a request turned out to be; null on the base domain and where there is no such tenant.</summary>
internal sealed record RequestTenancy(TenantInfo? Tenant);

internal static class RequestTenant
{
    /// <summary>The tenant that the request's host named; null on the base domain. Throws where no host was looked at.</summary>
    public static TenantInfo? Tenant(this HttpContext http) =>
        (http.Features.Get<RequestTenancy>() ?? throw new InvalidOperationException("The request did not pass tenant resolution.")).Tenant;
}

/// <summary>
/// Finds the tenant by the sub-domain, and by nothing else. A host that is neither the base domain nor a known tenant gets a
/// notice of its own; there is no default tenant.
/// </summary>
internal sealed class TenantResolution(RequestDelegate next, IOptions<SiteOptions> site, TenantDirectory directory)
{
    private static readonly PathString Health = "/health";

    public async Task InvokeAsync(HttpContext http, TenantScope scope)
    {
        // Probes come by address, not by name; they tell nothing of any tenant.
        if (http.Request.Path.StartsWithSegments(Health))
        {
            Enter(http, null);
            await next(http);
            return;
        }
        var host = HostName.Parse(http.Request.Host.Value, site.Value.BaseDomain);
        var tenant = host is { Kind: HostKind.Tenant, Label: { } label } ? await directory.FindByAddressAsync(label, http.RequestAborted) : null;
        if (host.Kind == HostKind.Base)
        {
            Enter(http, null);
            if (http.Request.Path == "/")
                http.Request.Path = "/welcome";
        }
        else if (tenant is { State: TenantState.Active })
        {
            scope.Enter(tenant);
            Enter(http, tenant);
        }
        else
        {
            Enter(http, null);
            if (!IsAsset(http.Request.Path))
                http.Request.Path = "/notice/" + (tenant?.State switch
                {
                    TenantState.Suspended => "suspended",
                    TenantState.Deleted => "deleted",
                    TenantState.Provisioning => "preparing",
                    _ => "unknown",
                });
        }
        await next(http);
    }

    /// <summary>Notices have a style sheet and pictures too; assets carry no tenant's data.</summary>
    private static bool IsAsset(PathString path) =>
        path.StartsWithSegments("/js") || path.StartsWithSegments("/img") || path.StartsWithSegments("/_content") || path.StartsWithSegments("/_framework")
        || path.Value is { } file && file.StartsWith("/crm.", StringComparison.Ordinal) && file.EndsWith(".css", StringComparison.Ordinal);

    private static void Enter(HttpContext http, TenantInfo? tenant) => http.Features.Set(new RequestTenancy(tenant));
}
