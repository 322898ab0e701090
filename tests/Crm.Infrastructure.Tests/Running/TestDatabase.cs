using Crm.Core;
using Crm.Core.Customization;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Crm.Core.Shared.Text;
using Crm.Core.Tenancy;
using Crm.Infrastructure.Data;
using Crm.Tests;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Running;

/// <summary>A migrated database of one provider with the product's services over it.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    private ServiceProvider? services;

    public ServiceProvider Services => services ?? throw new InvalidOperationException("The database was not made.");

    protected abstract string Provider { get; }

    public async Task MakeAsync()
    {
        var connection = await CreateAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = Provider,
            ["Database:ConnectionString"] = connection,
        }).Build();
        services = new ServiceCollection().AddLogging().AddLocalization().AddCountingTexts().AddCrmCore().AddCrmInfrastructure(configuration)
            // What makes a stolen table of logins worthless makes hundreds of tests slow.
            .Configure<PasswordHasherOptions>(hashes => hashes.IterationCount = 1_000)
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        await services.GetRequiredService<DatabaseSetup>().RunAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (services is null)
            return;
        await services.DisposeAsync();
        await DropAsync();
    }

    protected abstract Task<string> CreateAsync();

    protected abstract Task DropAsync();

    /// <summary>A company that just signed up, furnished from the template, with its owner.</summary>
    public async Task<Company> SignUpAsync(string name = "Acme", string template = "b2b-sales", string culture = "en-US", string currency = "USD")
    {
        var tenant = new Tenant
        {
            Id = Ids.Next(),
            Address = $"t{Guid.CreateVersion7():N}"[..30],
            Skeleton = $"t{Guid.CreateVersion7():N}",
            Name = name,
            Currency = currency,
            TimeZone = "UTC",
            Culture = culture,
            Template = template,
            CreatedAt = DateTime.SpecifyKind(new DateTime(2026, 1, 1), DateTimeKind.Utc),
            ReadyAt = DateTime.SpecifyKind(new DateTime(2026, 1, 1), DateTimeKind.Utc),
        };
        await using (var platform = Services.GetRequiredService<IPlatformDbFactory>().Open())
        {
            platform.Tenants.Add(tenant);
            await platform.SaveChangesAsync(CancellationToken.None);
        }
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant.ToInfo());
        var owner = await scope.ServiceProvider.GetRequiredService<ProvisionTenant>().RunAsync(new FirstMember(Ids.Next(), "Olivia Owner", "olivia@acme.example"), CancellationToken.None);
        return new Company(this, tenant.ToInfo(), owner);
    }
}

/// <summary>A tenant under test, and the door to act in it.</summary>
public sealed record Company(TestDatabase Database, TenantInfo Tenant, Guid OwnerId)
{
    /// <summary>A scope as a request would open it: of this tenant, acting as the given member (the owner by default).</summary>
    public AsyncServiceScope As(Guid? memberId = null)
    {
        var scope = Database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(Tenant);
        var directory = scope.ServiceProvider.GetRequiredService<ActorDirectory>();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Enter(ct => directory.MemberAsync(memberId ?? OwnerId, ct));
        return scope;
    }

    public async Task<T> DoAsync<T>(Func<IServiceProvider, Task<T>> act, Guid? memberId = null)
    {
        await using var scope = As(memberId);
        return await act(scope.ServiceProvider);
    }
}

public sealed class SqliteDatabase : TestDatabase
{
    private readonly string file = Path.Combine(Path.GetTempPath(), $"crm-test-{Guid.CreateVersion7():N}.db");

    protected override string Provider => "Sqlite";

    protected override Task<string> CreateAsync() => Task.FromResult($"Data Source={file}");

    protected override Task DropAsync()
    {
        SqliteConnection.ClearAllPools();
        foreach (var part in new[] { file, file + "-wal", file + "-shm" })
            File.Delete(part);
        return Task.CompletedTask;
    }
}

public sealed class PostgresDatabase : TestDatabase
{
    private ScratchDatabase? scratch;

    protected override string Provider => "PostgreSql";

    protected override async Task<string> CreateAsync() => (scratch = await ScratchDatabase.CreateAsync()).ConnectionString;

    protected override async Task DropAsync()
    {
        if (scratch is not null)
            await scratch.DisposeAsync();
    }
}

public sealed class SqlServerDatabase : TestDatabase
{
    private readonly string name = $"crm_test_{Guid.CreateVersion7():N}";

    protected override string Provider => "SqlServer";

    protected override async Task<string> CreateAsync()
    {
        await RunAsync($"CREATE DATABASE {name}");
        return new SqlConnectionStringBuilder(SqlServerFactAttribute.ConnectionString!) { InitialCatalog = name }.ConnectionString;
    }

    protected override async Task DropAsync()
    {
        SqlConnection.ClearAllPools();
        await RunAsync($"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name}");
    }

    private static async Task RunAsync(string sql)
    {
        await using var connection = new SqlConnection(SqlServerFactAttribute.ConnectionString!);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
