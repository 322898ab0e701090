using System.Security.Claims;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records.Access;
using Crm.Core.Tenancy;
using Crm.Web.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

namespace Crm.Web.Identity;

internal static class IdentityWeb
{
    public static IServiceCollection AddIdentityWeb(this IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        services.AddAuthorization();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.Cookie.Name = "crm";
        });
        return services;
    }

    public static IApplicationBuilder UseIdentityWeb(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.Use(async (http, next) =>
        {
            // A cookie of another tenant is nobody here.
            if (http.User.Identity?.IsAuthenticated == true && http.User.TenantId() != http.Tenant()?.Id)
                http.User = new ClaimsPrincipal(new ClaimsIdentity());
            if (http.User.UserId() is { } userId)
            {
                var actors = http.RequestServices.GetRequiredService<ActorDirectory>();
                http.RequestServices.GetRequiredService<CurrentActor>().Enter(ct => actors.MemberOfUserAsync(userId, ct));
            }
            await next(http);
        });
        app.UseAuthorization();
        return app;
    }

    public static void MapIdentityWeb(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            app.MapGet("/dev/sign-in", async (HttpContext http, TenantScope scope, ICrmDbFactory dbs) =>
            {
                await using var db = dbs.Open();
                var user = await db.Set<Member>().Where(m => m.UserId != null).OrderBy(m => m.CreatedAt).Select(m => m.UserId!.Value).FirstAsync();
                await http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
                    [new Claim(ClaimTypes.NameIdentifier, user.ToString()), new Claim(Claims.Tenant, scope.Tenant.Id.ToString())], "cookie")));
                return Results.Redirect("/");
            });
    }
}
