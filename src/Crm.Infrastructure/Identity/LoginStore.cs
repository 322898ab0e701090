using Crm.Core.Identity;
using Crm.Infrastructure.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Infrastructure.Identity;

/// <summary>How logins are kept: in the catalogue, tables of version 3 (with passkeys), slow hashes, a lock after failures.</summary>
internal static class LoginStore
{
    public static void Configure(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        options.Stores.MaxLengthForKeys = 128;
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.Lockout.MaxFailedAccessAttempts = 10;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }

    public static IServiceCollection AddLogins(this IServiceCollection services)
    {
        services.AddIdentityCore<AppUser>();
        services.Configure<PasswordHasherOptions>(hashes => hashes.IterationCount = 210_000);
        services.AddSingleton<IPasswordHasher<AppUser>, PasswordHasher<AppUser>>();
        services.AddScoped(provider => provider.GetRequiredService<Databases>().Platform());
        services.AddScoped<IUserStore<AppUser>, UserOnlyStore<AppUser, PlatformDb, Guid>>();
        services.AddSingleton<ILogins, Logins>();
        services.AddDataProtection().SetApplicationName("crm");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new KeyRing(provider.GetRequiredService<Databases>())));
        return services;
    }
}
