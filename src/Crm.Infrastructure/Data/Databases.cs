using Crm.Core.Data;
using Crm.Core.Tenancy;
using Crm.Infrastructure.Data.Npgsql;
using Crm.Infrastructure.Data.Sqlite;
using Crm.Infrastructure.Data.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Crm.Infrastructure.Data;

/// <summary>Opens contexts of the configured provider: resting ones where there are, else new ones. The options are made once.</summary>
internal sealed class Databases : IPlatformDbFactory, IAsyncDisposable, IDisposable
{
    private const string CrmHistory = "__crm_migrations";
    private const string PlatformHistory = "__platform_migrations";

    private readonly Func<Guid, CrmDb> openCrm;
    private readonly Func<PlatformDb> openPlatform;
    private NpgsqlDataSource? pool;

    public Databases(IOptions<DatabaseOptions> settings, CrmModel model, NodeChannel channel, IServiceProvider services)
    {
        Provider = settings.Value.Provider;
        openCrm = CrmOf(settings.Value, model, channel);
        openPlatform = PlatformOf(settings.Value, services);
    }

    public DatabaseProvider Provider { get; }

    public CrmDb Crm(Guid tenantId) => openCrm(tenantId);

    public PlatformDb Platform() => openPlatform();

    IPlatformDb IPlatformDbFactory.Open() => Platform();

    public void Dispose() => pool?.Dispose();

    public ValueTask DisposeAsync() => pool?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Func<Guid, CrmDb> CrmOf(DatabaseOptions settings, CrmModel model, NodeChannel channel)
    {
        switch (settings.Provider)
        {
            case DatabaseProvider.Sqlite:
                var sqlite = new DbContextOptionsBuilder<SqliteCrmDb>().UseSqlite(settings.ConnectionString, o => o.MigrationsHistoryTable(CrmHistory))
                    .AddInterceptors(LettersOfAllScripts.Instance).Options;
                return new TenantPools<SqliteCrmDb>(sqlite, model, channel).Open;
            case DatabaseProvider.PostgreSql:
                var tenants = new TenantOfConnection();
                pool = tenants.Pool(Prepared(settings.ConnectionString));
                var npgsql = new DbContextOptionsBuilder<NpgsqlCrmDb>().UseNpgsql(pool, o => o.MigrationsHistoryTable(CrmHistory)).AddInterceptors(tenants).Options;
                return new TenantPools<NpgsqlCrmDb>(npgsql, model, channel).Open;
            default:
                var sqlServer = new DbContextOptionsBuilder<SqlServerCrmDb>().UseSqlServer(settings.ConnectionString, o => o.MigrationsHistoryTable(CrmHistory)).Options;
                return new TenantPools<SqlServerCrmDb>(sqlServer, model, channel).Open;
        }
    }

    // The logins' tables follow IdentityOptions.Stores.SchemaVersion, which the context asks the services for.
    private static Func<PlatformDb> PlatformOf(DatabaseOptions settings, IServiceProvider services)
    {
        switch (settings.Provider)
        {
            case DatabaseProvider.Sqlite:
                var sqlite = new DbContextOptionsBuilder<SqlitePlatformDb>().UseSqlite(settings.ConnectionString, o => o.MigrationsHistoryTable(PlatformHistory)).UseApplicationServiceProvider(services).Options;
                return new PooledDbContextFactory<SqlitePlatformDb>(sqlite).CreateDbContext;
            case DatabaseProvider.PostgreSql:
                var npgsql = new DbContextOptionsBuilder<NpgsqlPlatformDb>().UseNpgsql(Prepared(settings.ConnectionString), o => o.MigrationsHistoryTable(PlatformHistory)).UseApplicationServiceProvider(services).Options;
                return new PooledDbContextFactory<NpgsqlPlatformDb>(npgsql).CreateDbContext;
            default:
                var sqlServer = new DbContextOptionsBuilder<SqlServerPlatformDb>().UseSqlServer(settings.ConnectionString, o => o.MigrationsHistoryTable(PlatformHistory)).UseApplicationServiceProvider(services).Options;
                return new PooledDbContextFactory<SqlServerPlatformDb>(sqlServer).CreateDbContext;
        }
    }

    /// <summary>
    /// Statements that come again are planned once a connection: planning a record with its references takes PostgreSQL longer
    /// than reading it. A connection string that says otherwise is obeyed.
    /// </summary>
    private static string Prepared(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        if (connection.MaxAutoPrepare == 0)
            (connection.MaxAutoPrepare, connection.AutoPrepareMinUsages) = (200, 2);
        return connection.ConnectionString;
    }
}

/// <summary>Opens the database of the scope's tenant; without a tenant it throws.</summary>
internal sealed class CrmDbFactory(Databases databases, TenantScope scope) : ICrmDbFactory
{
    public ICrmDb Open() => databases.Crm(scope.Tenant.Id);
}
