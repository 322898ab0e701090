using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Crm.Infrastructure.Data.Npgsql;

/// <summary>
/// Tells PostgreSQL whose rows a connection may touch, when one is taken from the pool; row-level security compares every row
/// with it. A connection keeps its tenant while it rests in the pool, and is told again only when another tenant takes it: that
/// saves one round trip to the database in most operations. What is not known for certain is told anew.
/// </summary>
internal sealed class TenantOfConnection : DbConnectionInterceptor
{
    // By the process id of the server's side of a physical connection.
    private readonly ConcurrentDictionary<int, Guid> told = [];

    /// <summary>A pool whose connections keep their settings, for tenants' data only; the platform's catalogue has its own.</summary>
    public NpgsqlDataSource Pool(string connectionString)
    {
        var pool = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true }.ConnectionString);
        // The server gives a process id again once its connection has ended: a new connection was told nothing yet.
        pool.UsePhysicalConnectionInitializer(Forget, connection =>
        {
            Forget(connection);
            return Task.CompletedTask;
        });
        return pool.Build();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var (id, tenant) = (((NpgsqlConnection)connection).ProcessID, ((CrmDb)eventData.Context!).TenantId);
        if (IsTold(id, tenant))
            return;
        using var command = Command(connection, tenant);
        command.ExecuteNonQuery();
        told[id] = tenant;
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var (id, tenant) = (((NpgsqlConnection)connection).ProcessID, ((CrmDb)eventData.Context!).TenantId);
        if (IsTold(id, tenant))
            return;
        await using var command = Command(connection, tenant);
        await command.ExecuteNonQueryAsync(cancellationToken);
        told[id] = tenant;
    }

    private bool IsTold(int id, Guid tenant)
    {
        if (told.TryGetValue(id, out var known) && known == tenant)
            return true;
        // Unknown until the command has succeeded: one that is broken off may or may not have arrived.
        told.TryRemove(id, out _);
        return false;
    }

    private void Forget(NpgsqlConnection connection) => told.TryRemove(connection.ProcessID, out _);

    private static DbCommand Command(DbConnection connection, Guid tenant)
    {
        var command = connection.CreateCommand();
        // The id is a Guid of our own making, so that its text can stand in the statement; SET takes no parameters.
        command.CommandText = $"SET crm.tenant = '{tenant}'";
        return command;
    }
}
