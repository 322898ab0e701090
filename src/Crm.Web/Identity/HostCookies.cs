using Microsoft.AspNetCore.Authentication.Cookies;

namespace Crm.Web.Identity;

/// <summary>
/// Cookies of one host. Over https the name begins with <c>__Host-</c>, by which browsers hold that no other host set it;
/// over plain http, which browsers do not allow that name, it is left out.
/// </summary>
internal sealed class HostCookies : ICookieManager
{
    private readonly ChunkingCookieManager cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, NameOf(key, context));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        cookies.AppendResponseCookie(context, NameOf(key, context), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        cookies.DeleteCookie(context, NameOf(key, context), options);

    private static string NameOf(string key, HttpContext context) => context.Request.IsHttps ? "__Host-" + key : key;
}
