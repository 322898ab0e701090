namespace Crm.Web.Analytics;

internal static class Dashboards
{
    public static IServiceCollection AddDashboards(this IServiceCollection services) => services
        .AddScoped<FigureText>();
}
