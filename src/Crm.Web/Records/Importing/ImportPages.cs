namespace Crm.Web.Records.Importing;

internal static class ImportPages
{
    public static IServiceCollection AddImportPages(this IServiceCollection services) => services;
}
