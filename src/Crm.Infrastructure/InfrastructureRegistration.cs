using Crm.Core.Data;
using Crm.Core.Files;
using Crm.Infrastructure.Data;
using Crm.Infrastructure.Data.Npgsql;
using Crm.Infrastructure.Files;
using Crm.Infrastructure.Identity;
using Crm.Infrastructure.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Infrastructure;

/// <summary>Everything that touches the world; composed by the two hosts only.</summary>
public static class InfrastructureRegistration
{
    public static IServiceCollection AddCrmInfrastructure(this IServiceCollection services, IConfiguration configuration) => services
        .AddData(configuration)
        .AddLogins()
        .AddMailTransport(configuration)
        .AddFiles(configuration);

    private static IServiceCollection AddFiles(this IServiceCollection services, IConfiguration configuration) => services
        .Configure<Files.FileOptions>(configuration.GetSection("Files"))
        .AddScoped<IFileStore, DiskFiles>();

    private static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<DatabaseOptions>(configuration.GetSection("Database"));
        services.Configure<IdentityOptions>(LoginStore.Configure);
        services.AddSingleton<CrmModel>();
        services.AddSingleton<NodeChannel>();
        services.AddSingleton<INodeChannel>(provider => provider.GetRequiredService<NodeChannel>());
        services.AddSingleton<NodeListener>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeListener>());
        services.AddSingleton<Databases>();
        services.AddSingleton<IPlatformDbFactory>(provider => provider.GetRequiredService<Databases>());
        services.AddScoped<ICrmDbFactory, CrmDbFactory>();
        services.AddSingleton(provider => new DatabaseSetup(provider.GetRequiredService<Databases>(), provider.GetRequiredService<IOptions<DatabaseOptions>>()));
        services.AddHealthChecks().AddCheck<DatabaseReady>("database", tags: ["ready"]);
        return services;
    }
}
