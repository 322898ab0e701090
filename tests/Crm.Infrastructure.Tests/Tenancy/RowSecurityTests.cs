using Crm.Core.Identity;
using Crm.Infrastructure.Data;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Crm.Infrastructure.Tests.Tenancy;

/// <summary>Lock 4 inside PostgreSQL, asked past the product: plain SQL by the login that the product uses, on every table of the model.</summary>
public sealed class RowSecurityTests(TwoCompanies companies) : IClassFixture<TwoCompanies>
{
    private const string Denied = "42501";

    [PostgresFact]
    public async Task Every_table_with_a_tenant_has_a_forced_policy_for_reading_and_writing()
    {
        var (acme, _) = await companies.On(DatabaseKind.PostgreSql);
        await using var connection = await ConnectAsync(acme, null);
        var forced = await ListAsync(connection, """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_policies p ON p.schemaname = n.nspname AND p.tablename = c.relname
            WHERE n.nspname = 'public' AND c.relrowsecurity AND c.relforcerowsecurity
              AND p.policyname = 'tenant' AND p.cmd = 'ALL' AND p.qual IS NOT NULL AND p.with_check IS NOT NULL
            """);
        var policies = await ListAsync(connection, "SELECT tablename || '.' || policyname FROM pg_policies WHERE schemaname = 'public'");

        // The one table beside the model: anybody may ask it, since what it holds says nothing by itself (see WordIndexTests).
        string[] pieces = ["search_pieces.asked", "search_pieces.tenant"];
        Assert.Equal([.. Tables(acme).Keys, "search_pieces"], forced.ToHashSet());
        Assert.Equal([.. Tables(acme).Keys.Select(table => table + ".tenant"), .. pieces], policies.ToHashSet());
    }

    [PostgresFact]
    public Task A_connection_sees_the_rows_of_its_tenant_and_none_without_one() => OnEachTableAsync(async (table, acme, rival) =>
    {
        var all = $"SELECT count(*) FROM \"{table}\"";
        var theirs = $"{all} WHERE tenant_id = '{rival.Tenant.Id}'";
        await using var nobody = await ConnectAsync(acme, null);
        await using var mine = await ConnectAsync(acme, acme);
        await using var rivals = await ConnectAsync(acme, rival);

        Assert.Equal(0L, await CountAsync(nobody, all));
        Assert.Equal(0L, await CountAsync(mine, theirs));
        Assert.True(await CountAsync(rivals, theirs) > 0, table);
    });

    [PostgresFact]
    public Task A_rivals_rows_are_neither_changed_nor_deleted() => OnEachTableAsync(async (table, acme, rival) =>
    {
        foreach (var intruder in new[] { null, acme })
        {
            await using var connection = await ConnectAsync(acme, intruder);
            Assert.Equal(0, await RunAsync(connection, $"UPDATE \"{table}\" SET tenant_id = tenant_id WHERE tenant_id = '{rival.Tenant.Id}'"));
            Assert.Equal(0, await RunAsync(connection, $"DELETE FROM \"{table}\" WHERE tenant_id = '{rival.Tenant.Id}'"));
        }
        await using var rivals = await ConnectAsync(acme, rival);
        Assert.True(await RunAsync(rivals, $"UPDATE \"{table}\" SET tenant_id = tenant_id") > 0, table);
    });

    [PostgresFact]
    public Task Nobody_writes_a_row_into_a_rivals_table_or_gives_one_away() => OnEachTableAsync(async (table, acme, rival) =>
    {
        await using var rivals = await ConnectAsync(acme, rival);
        var row = (string)(await new NpgsqlCommand($"SELECT to_jsonb(t)::text FROM \"{table}\" t ORDER BY to_jsonb(t)->>'id' DESC LIMIT 1", rivals).ExecuteScalarAsync())!;
        foreach (var intruder in new[] { null, acme })
        {
            await using var connection = await ConnectAsync(acme, intruder);
            Assert.Equal(Denied, (await Assert.ThrowsAsync<PostgresException>(() => InsertAsync(connection, table, row))).SqlState);
        }
        await using var mine = await ConnectAsync(acme, acme);
        var given = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(mine, $"UPDATE \"{table}\" SET tenant_id = '{rival.Tenant.Id}'"));
        Assert.Equal(Denied, given.SqlState);

        // The very same row, written by its owner after taking it away.
        await using var undone = await rivals.BeginTransactionAsync();
        await RunAsync(rivals, "SET CONSTRAINTS ALL DEFERRED");
        Assert.Equal(1, await DeleteAsync(rivals, table, row));
        Assert.Equal(1, await InsertAsync(rivals, table, row));
    });

    [PostgresFact]
    public async Task A_pooled_connection_is_told_whenever_another_company_takes_it()
    {
        var (acme, rival) = await companies.On(DatabaseKind.PostgreSql);
        var sessions = new HashSet<int>();
        foreach (var company in new[] { acme, rival, rival, acme, rival })
        {
            await using var db = company.Open();
            await db.Database.OpenConnectionAsync();
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            sessions.Add(connection.ProcessID);
            Assert.Equal([company.Tenant.Id.ToString()], await ListAsync(connection, "SELECT DISTINCT tenant_id::text FROM members"));
        }
        // Otherwise nothing was shown: each company would have had a connection of its own.
        Assert.Single(sessions);
    }

    [PostgresFact]
    public async Task A_connection_that_is_lost_is_replaced_by_one_that_knows_its_company()
    {
        var (acme, _) = await companies.On(DatabaseKind.PostgreSql);
        await using (var db = acme.Open())
        {
            await db.Database.OpenConnectionAsync();
            var lost = ((NpgsqlConnection)db.Database.GetDbConnection()).ProcessID;
            await using var other = await ConnectAsync(acme, null);
            await ListAsync(other, $"SELECT pg_terminate_backend({lost})::text");
            await Assert.ThrowsAnyAsync<Exception>(() => ListAsync((NpgsqlConnection)db.Database.GetDbConnection(), "SELECT 'gone'"));
        }
        await using var next = acme.Open();
        Assert.NotEmpty(await next.Set<Member>().ToListAsync());
    }

    [PostgresFact]
    public async Task The_platforms_connections_have_no_company()
    {
        var (acme, _) = await companies.On(DatabaseKind.PostgreSql);
        await using (var db = acme.Open())
            Assert.NotEmpty(await db.Set<Member>().ToListAsync());
        await using var platform = acme.Database.Services.GetRequiredService<Databases>().Platform();
        await platform.Database.OpenConnectionAsync();
        Assert.Equal(0L, await CountAsync((NpgsqlConnection)platform.Database.GetDbConnection(), "SELECT count(*) FROM members"));
    }

    private async Task OnEachTableAsync(Func<string, Company, Company, Task> check)
    {
        var (acme, rival) = await companies.On(DatabaseKind.PostgreSql);
        foreach (var (table, entity) in Tables(acme))
        {
            foreach (var company in new[] { acme, rival })
            {
                await using var db = company.Open();
                await Rows.MakeAsync(db, db.Model.FindEntityType(entity)!);
            }
            await check(table, acme, rival);
        }
    }

    private static Dictionary<string, Type> Tables(Company company)
    {
        using var db = company.Open();
        return db.Model.GetEntityTypes().ToDictionary(e => e.GetTableName()!, e => e.ClrType);
    }

    private static async Task<NpgsqlConnection> ConnectAsync(Company any, Company? tenant)
    {
        var connection = new NpgsqlConnection(any.Database.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString);
        await connection.OpenAsync();
        if (tenant is not null)
            await RunAsync(connection, $"SET crm.tenant = '{tenant.Tenant.Id}'");
        return connection;
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string sql) => await new NpgsqlCommand(sql, connection).ExecuteNonQueryAsync();

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql) => (long)(await new NpgsqlCommand(sql, connection).ExecuteScalarAsync())!;

    private static Task<int> InsertAsync(NpgsqlConnection connection, string table, string row) =>
        WithRowAsync(connection, $"INSERT INTO \"{table}\" SELECT * FROM jsonb_populate_record(null::\"{table}\", $1::jsonb)", row);

    private static Task<int> DeleteAsync(NpgsqlConnection connection, string table, string row) =>
        WithRowAsync(connection, $"DELETE FROM \"{table}\" t WHERE to_jsonb(t) = $1::jsonb", row);

    private static async Task<int> WithRowAsync(NpgsqlConnection connection, string sql, string row)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter { Value = row, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } } };
        return await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string sql)
    {
        var found = new List<string>();
        await using var reader = await new NpgsqlCommand(sql, connection).ExecuteReaderAsync();
        while (await reader.ReadAsync())
            found.Add(reader.GetString(0));
        return found;
    }
}
