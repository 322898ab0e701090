namespace Crm.Web.Integration;

internal static class RestApi
{
    public static IServiceCollection AddRestApi(this IServiceCollection services) => services;

    public static void MapRestApi(this WebApplication app)
    {
    }
}
