using Npgsql;

namespace Crm.Tests;

/// <summary>
/// An empty database of its own on the PostgreSQL server that eng/test starts, dropped at the end. The login that makes it
/// owns it, but is no superuser: row-level security binds it.
/// </summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private readonly string name = $"crm_test_{Guid.CreateVersion7():N}";

    private ScratchDatabase()
    {
    }

    /// <summary>A login that may create databases; null where there is no server.</summary>
    public static string? Server => Environment.GetEnvironmentVariable("CRM_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = name }.ConnectionString;

    public static async Task<ScratchDatabase> CreateAsync()
    {
        if (Server is null)
            throw new InvalidOperationException("This test needs a PostgreSQL server: CRM_TEST_POSTGRES is not set. Run eng/test, which starts one.");
        var made = new ScratchDatabase();
        await RunAsync($"CREATE DATABASE {made.name}");
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        // WITH (FORCE) would also try to end the server's own vacuum, which this login may not; without it that is sent away.
        await RunAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND usename = current_user");
        await RunAsync($"DROP DATABASE {name}");
    }

    private static async Task RunAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
