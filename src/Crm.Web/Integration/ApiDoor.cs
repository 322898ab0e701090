using System.Globalization;
using Crm.Core.Integration;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Crm.Web.Identity;

namespace Crm.Web.Integration;

/// <summary>
/// Lets in who holds a key of this tenant, or a signed-in member from this very site; then counts the request. A key wins
/// over a cookie. Never redirects.
/// </summary>
internal sealed class ApiDoor(ApiLimits limits, ApiProblem problems) : IEndpointFilter
{
    private const string Bearer = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var tenant = http.RequestServices.GetRequiredService<TenantScope>().Tenant.Id;
        var actor = http.RequestServices.GetRequiredService<CurrentActor>();
        string who;
        if (http.Request.Headers.Authorization.ToString() is { Length: > 0 } authorization)
        {
            if (await HashOfKnownKeyAsync(http, actor, authorization) is not { } hash)
                return await RefuseKeyAsync(http, tenant);
            who = hash;
        }
        else if (http.User.UserId() is { } user && actor.IsSet)
        {
            if (!IsRead(http.Request) && !IsFromHere(http.Request))
                return await AnswerAsync(http, StatusCodes.Status403Forbidden, new Refusal("cross-site"));
            who = user.ToString();
        }
        else
        {
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"api\"";
            return await AnswerAsync(http, StatusCodes.Status401Unauthorized, new Refusal("key-needed"));
        }
        return limits.Take(http, new ApiCaller(tenant, who)) is { } wait ? await TooManyAsync(http, wait) : await next(context);
    }

    private static async ValueTask<string?> HashOfKnownKeyAsync(HttpContext http, CurrentActor actor, string authorization)
    {
        if (!authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return null;
        var secret = authorization[Bearer.Length..].Trim();
        if (!ApiKeySecret.HasShape(secret))
            return null;
        var hash = ApiKeySecret.Hash(secret);
        var holders = http.RequestServices.GetRequiredService<ApiKeyHolders>();
        if (await holders.FindAsync(hash, http.RequestAborted) is null)
            return null;
        actor.Enter(ct => holders.FindAsync(hash, ct));
        return hash;
    }

    private async ValueTask<object?> RefuseKeyAsync(HttpContext http, Guid tenant)
    {
        if (limits.TakeFailure(new ApiCaller(tenant, http.Connection.RemoteIpAddress?.ToString() ?? "")) is { } wait)
            return await TooManyAsync(http, wait);
        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"api\", error=\"invalid_token\"";
        return await AnswerAsync(http, StatusCodes.Status401Unauthorized, new Refusal("key-invalid"));
    }

    private ValueTask<object?> TooManyAsync(HttpContext http, int wait)
    {
        http.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return AnswerAsync(http, StatusCodes.Status429TooManyRequests, new Refusal("too-many-requests", null, wait));
    }

    private async ValueTask<object?> AnswerAsync(HttpContext http, int status, Refusal refusal)
    {
        await problems.WriteAsync(http, status, [refusal]);
        return Results.Empty;
    }

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>Browsers say where a request comes from, and pages cannot forge it.</summary>
    private static bool IsFromHere(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
        ? site == "same-origin"
        : request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}";
}
