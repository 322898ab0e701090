using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace Crm.Web.Tenancy;

internal static class TenancyWeb
{
    public static IServiceCollection AddTenancyWeb(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<SiteOptions>(configuration.GetSection("Site"))
        .AddSingleton(services => services.GetRequiredService<IOptions<SiteOptions>>().Value.Address)
        .AddScoped<CurrentSite>()
        .AddScoped<CircuitHandler, CircuitTenancy>();

    /// <summary>Finds the tenant; what goes wrong behind it gets a friendly page of the host at hand, except for programs.</summary>
    public static IApplicationBuilder UseTenancy(this IApplicationBuilder app)
    {
        app.UseMiddleware<TenantResolution>();
        app.UseWhen(
            http => HttpMethods.IsGet(http.Request.Method) && !http.Request.Path.StartsWithSegments("/api"),
            pages =>
            {
                if (!app.ApplicationServices.GetRequiredService<IWebHostEnvironment>().IsDevelopment())
                    pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/notice/500", CreateScopeForErrors = true });
                pages.UseStatusCodePagesWithReExecute("/notice/{0}", createScopeForStatusCodePages: true);
            });
        return app;
    }

    public static IApplicationBuilder UseHostRules(this IApplicationBuilder app) => app.UseMiddleware<HostRules>();
}
