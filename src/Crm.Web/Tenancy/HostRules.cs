using Microsoft.AspNetCore.Diagnostics;

namespace Crm.Web.Tenancy;

/// <summary>An endpoint of the product's own site (home, sign-up): it exists on the base domain only.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BaseHostAttribute : Attribute
{
    public static readonly BaseHostAttribute Instance = new();
}

/// <summary>An endpoint that answers on every host: static files, notices, the mechanics of Blazor.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AnyHostAttribute : Attribute
{
    public static readonly AnyHostAttribute Instance = new();
}

/// <summary>Everything else belongs to a tenant: without one it answers 404, whatever the path says.</summary>
internal sealed class HostRules(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint is null)
            return next(http);
        var forBase = endpoint.Metadata.GetMetadata<BaseHostAttribute>() is not null;
        if (endpoint.Metadata.GetMetadata<AnyHostAttribute>() is not null || forBase == (http.Tenant() is null))
        {
            LeaveItsAnswer(http);
            return next(http);
        }
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>An endpoint that exists says itself what is missing; the general page is for addresses without one.</summary>
    private static void LeaveItsAnswer(HttpContext http)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is not { } pages)
            return;
        pages.Enabled = false;
        http.Features.Set<IStatusCodePagesFeature>(null);
    }
}
