using Crm.Infrastructure.Data.Npgsql;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Crm.Infrastructure.Data;

/// <summary>Brings the database to this version of the product: migrations of both contexts, then row-level security and the index of words. Safe to repeat.</summary>
public sealed class DatabaseSetup
{
    private readonly Databases databases;
    private readonly DatabaseOptions settings;

    internal DatabaseSetup(Databases databases, IOptions<DatabaseOptions> settings)
    {
        this.databases = databases;
        this.settings = settings.Value;
    }

    public async Task RunAsync(CancellationToken ct)
    {
        if (settings.Provider == DatabaseProvider.Sqlite
            && Path.GetDirectoryName(new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        await using var platform = databases.Platform();
        await platform.Database.MigrateAsync(ct);
        await using var crm = databases.Crm(CrmDb.NoTenant);
        await crm.Database.MigrateAsync(ct);
        if (settings.Provider == DatabaseProvider.PostgreSql)
        {
            await RowSecurity.ApplyAsync(crm, ct);
            await WordIndex.ApplyAsync(crm, ct);
        }
    }
}
