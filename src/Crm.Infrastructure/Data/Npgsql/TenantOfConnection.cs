using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Infrastructure.Data.Npgsql;

/// <summary>
/// Tells PostgreSQL whose rows this connection may touch, each time one is taken from the pool; the pool forgets it on return.
/// Row-level security compares every row with it.
/// </summary>
internal sealed class TenantOfConnection : DbConnectionInterceptor
{
    public static readonly TenantOfConnection Instance = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection, eventData);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection, eventData);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Command(DbConnection connection, ConnectionEndEventData eventData)
    {
        var command = connection.CreateCommand();
        // The id is a Guid of our own making, so that its text can stand in the statement; SET takes no parameters.
        command.CommandText = $"SET crm.tenant = '{((CrmDb)eventData.Context!).TenantId}'";
        return command;
    }
}
