using Crm.Core.Shared.Text;
using Crm.Web.Tenancy;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Localization;
using Radzen;

namespace Crm.Web.Shell;

internal static class ShellWeb
{
    /// <summary>The languages of the product, the default first.</summary>
    public static readonly string[] Languages = ["en-US", "zh-Hans", "zh-Hant"];

    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = HandedOver.MaxMessage);
        services.AddOptions<CircuitOptions>().BindConfiguration("Circuits");
        services.AddRadzenComponents();
        services.AddScoped<Toasts>();
        services.AddScoped<Visits>();
        services.AddScoped<PaletteSearch>();
        services.AddSingleton<MenuCounts>();
        services.AddLocalization().AddCountingTexts();
        // Over TLS too: docs/decisions/0007-compressed-pages.md says why that is safe here.
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.AddHealthChecks();
        return services;
    }

    public static IApplicationBuilder UseLanguages(this IApplicationBuilder app) => app.UseRequestLocalization(options => options
        .SetDefaultCulture(Languages[0])
        .AddSupportedCultures(Languages)
        .AddSupportedUICultures(Languages));

    /// <summary>Keeps the language for this browser, where it is one of ours.</summary>
    public static void RememberLanguage(this HttpContext http, string culture)
    {
        if (Languages.Contains(culture))
            http.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
    }

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.Headers.ContentSecurityPolicy =
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        return next(http);
    });

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).WithMetadata(AnyHostAttribute.Instance);
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).WithMetadata(AnyHostAttribute.Instance);
    }

    public static void MapShell(this WebApplication app)
    {
        // The choice of language is a full GET, so that the whole page and the circuit speak it.
        app.MapGet("/language/{culture}", (string culture, string? back, HttpContext http) =>
        {
            http.RememberLanguage(culture);
            return Results.LocalRedirect(back is ['/', not ('/' or '\\'), ..] ? back : "/");
        }).WithMetadata(AnyHostAttribute.Instance);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
