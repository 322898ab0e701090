using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Crm.Web.Tenancy;

internal static class TenancyWeb
{
    public static IServiceCollection AddTenancyWeb(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<SiteOptions>(configuration.GetSection("Site"))
        .AddScoped<CircuitHandler, CircuitTenancy>();

    public static IApplicationBuilder UseTenancy(this IApplicationBuilder app) => app.UseMiddleware<TenantResolution>();

    public static IApplicationBuilder UseHostRules(this IApplicationBuilder app) => app.UseMiddleware<HostRules>();
}
