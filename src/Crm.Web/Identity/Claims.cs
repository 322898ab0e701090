using System.Security.Claims;
using Crm.Core.Identity;
using Crm.Core.Tenancy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Crm.Web.Identity;

/// <summary>What a cookie says: who, for which tenant it was made, and the stamp that ends it when the login's own changes.</summary>
internal static class Claims
{
    public const string Tenant = "tenant";
    private const string Stamp = "stamp";

    public static Guid? UserId(this ClaimsPrincipal user) => Read(user, ClaimTypes.NameIdentifier);

    public static Guid? TenantId(this ClaimsPrincipal user) => Read(user, Tenant);

    public static string? SecurityStamp(this ClaimsPrincipal user) => user.FindFirstValue(Stamp);

    public static Task SignInAsync(this HttpContext http, Login login, TenantInfo tenant) => http.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, login.Id.ToString()),
                new Claim(Tenant, tenant.Id.ToString()),
                new Claim(Stamp, login.Stamp),
            ],
            CookieAuthenticationDefaults.AuthenticationScheme)),
        new AuthenticationProperties { IsPersistent = true });

    private static Guid? Read(ClaimsPrincipal user, string claim) =>
        Guid.TryParse(user.FindFirstValue(claim), out var id) ? id : null;
}
