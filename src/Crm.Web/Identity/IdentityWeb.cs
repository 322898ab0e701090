using System.Security.Claims;
using Crm.Core.Identity;
using Crm.Core.Identity.SigningUp;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Crm.Web.Public;
using Crm.Web.Tenancy;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Crm.Web.Identity;

internal static class IdentityWeb
{
    public static IServiceCollection AddIdentityWeb(this IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
        services.AddAuthorization();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "back";
            cookie.CookieManager = new HostCookies();
            cookie.Cookie.Name = "crm";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
        });
        services.AddOptions<LimitOptions>().BindConfiguration("Limits");
        services.AddSingleton<AttemptLimits>();
        services.AddSingleton<Mailbox>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, limits) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = Doors.Limiter(limits.Value);
            limiter.OnRejected = async (rejected, ct) =>
            {
                var http = rejected.HttpContext;
                http.Response.Headers.RetryAfter = "60";
                http.Response.ContentType = "text/plain; charset=utf-8";
                await http.Response.WriteAsync(http.RequestServices.GetRequiredService<RefusalText>().Of("too-many-tries"), ct);
            };
        });
        return services;
    }

    public static IApplicationBuilder UseIdentityWeb(this IApplicationBuilder app)
    {
        app.UseRateLimiter();
        app.UseAuthentication();
        app.Use(async (http, next) =>
        {
            await CheckSessionAsync(http);
            await next(http);
        });
        app.UseAuthorization();
        return app;
    }

    public static void MapIdentityWeb(this WebApplication app)
    {
        app.MapPublicSite();
        app.MapPost("/sign-out", async (HttpContext http, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http))
                return Results.BadRequest();
            await http.SignOutAsync();
            return Results.LocalRedirect("/sign-in");
        });
        app.MapGet("/sign-in/ticket", async (string? ticket, HttpContext http, TenantScope scope, LoginLinks links, CancellationToken ct) =>
        {
            if (await links.TakeAsync(ticket ?? "", SignInTicket.For(scope.Tenant.Id), ct) is not { } login)
                return Results.LocalRedirect("/sign-in");
            await http.SignInAsync(login, scope.Tenant);
            return Results.LocalRedirect("/");
        });
    }

    private static async Task CheckSessionAsync(HttpContext http)
    {
        if (http.User.Identity?.IsAuthenticated != true || http.GetEndpoint()?.Metadata.GetMetadata<AnyHostAttribute>() is not null)
            return;
        // A cookie of another tenant is nobody here, and so is one whose session ended.
        if (http.Tenant() is { } tenant && http.User.TenantId() == tenant.Id && http.User.UserId() is { } userId && http.User.SecurityStamp() is { } stamp
            && await http.RequestServices.GetRequiredService<SessionCheck>().IsAliveAsync(tenant.Id, userId, stamp, http.RequestAborted))
        {
            var actors = http.RequestServices.GetRequiredService<ActorDirectory>();
            http.RequestServices.GetRequiredService<CurrentActor>().Enter(ct => actors.MemberOfUserAsync(userId, ct));
            return;
        }
        http.User = new ClaimsPrincipal(new ClaimsIdentity());
    }
}
