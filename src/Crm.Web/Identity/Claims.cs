using System.Security.Claims;

namespace Crm.Web.Identity;

/// <summary>What a cookie says: who, and for which tenant it was made.</summary>
internal static class Claims
{
    public const string Tenant = "tenant";

    public static Guid? UserId(this ClaimsPrincipal user) => Read(user, ClaimTypes.NameIdentifier);

    public static Guid? TenantId(this ClaimsPrincipal user) => Read(user, Tenant);

    private static Guid? Read(ClaimsPrincipal user, string claim) =>
        Guid.TryParse(user.FindFirstValue(claim), out var id) ? id : null;
}
