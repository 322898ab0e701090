using Crm.Core;
using Crm.Core.Activities.Notifications;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Infrastructure.Data.Npgsql;
using Crm.Infrastructure.Data.Sqlite;
using Crm.Infrastructure.Data.SqlServer;
using Crm.Infrastructure.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Infrastructure.Data;

/// <summary>What the migration tool asks for: contexts without a server behind them.</summary>
internal static class DesignTime
{
    public static Databases Of(DatabaseProvider provider)
    {
        var services = new ServiceCollection().AddCrmCore().Configure<IdentityOptions>(LoginStore.Configure).BuildServiceProvider();
        var connection = provider == DatabaseProvider.Sqlite ? "Data Source=:memory:" : "Server=localhost;Database=design";
        var options = Options.Create(new DatabaseOptions { Provider = provider, ConnectionString = connection });
        return new Databases(options, new CrmModel(services.GetRequiredService<RecordTypes>()), new NodeChannel(options, services.GetRequiredService<ChangeFeed>(), services.GetRequiredService<InboxFeed>()), services);
    }
}

internal sealed class SqliteCrmDesign : IDesignTimeDbContextFactory<SqliteCrmDb>
{
    public SqliteCrmDb CreateDbContext(string[] args) => (SqliteCrmDb)DesignTime.Of(DatabaseProvider.Sqlite).Crm(CrmDb.NoTenant);
}

internal sealed class SqlitePlatformDesign : IDesignTimeDbContextFactory<SqlitePlatformDb>
{
    public SqlitePlatformDb CreateDbContext(string[] args) => (SqlitePlatformDb)DesignTime.Of(DatabaseProvider.Sqlite).Platform();
}

internal sealed class NpgsqlCrmDesign : IDesignTimeDbContextFactory<NpgsqlCrmDb>
{
    public NpgsqlCrmDb CreateDbContext(string[] args) => (NpgsqlCrmDb)DesignTime.Of(DatabaseProvider.PostgreSql).Crm(CrmDb.NoTenant);
}

internal sealed class NpgsqlPlatformDesign : IDesignTimeDbContextFactory<NpgsqlPlatformDb>
{
    public NpgsqlPlatformDb CreateDbContext(string[] args) => (NpgsqlPlatformDb)DesignTime.Of(DatabaseProvider.PostgreSql).Platform();
}

internal sealed class SqlServerCrmDesign : IDesignTimeDbContextFactory<SqlServerCrmDb>
{
    public SqlServerCrmDb CreateDbContext(string[] args) => (SqlServerCrmDb)DesignTime.Of(DatabaseProvider.SqlServer).Crm(CrmDb.NoTenant);
}

internal sealed class SqlServerPlatformDesign : IDesignTimeDbContextFactory<SqlServerPlatformDb>
{
    public SqlServerPlatformDb CreateDbContext(string[] args) => (SqlServerPlatformDb)DesignTime.Of(DatabaseProvider.SqlServer).Platform();
}
