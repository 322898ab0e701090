using Crm.Tests;
using Npgsql;

namespace Crm.Infrastructure.Tests;

public sealed class PostgresLoginTests
{
    [PostgresFact]
    public async Task Row_level_security_binds_the_login_of_the_tests()
    {
        await using var source = NpgsqlDataSource.Create(ScratchDatabase.Server!);
        await using var command = source.CreateCommand(
            "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user");
        await using var login = await command.ExecuteReaderAsync();

        Assert.True(await login.ReadAsync());
        Assert.False(login.GetBoolean(0), "a superuser passes every rule");
        Assert.False(login.GetBoolean(1), "this login passes every rule");
        Assert.True(login.GetBoolean(2), "each test class makes a database of its own");
    }
}
