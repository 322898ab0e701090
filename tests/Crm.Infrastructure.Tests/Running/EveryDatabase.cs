using System.Reflection;
using Crm.Tests;
using Xunit.Sdk;

namespace Crm.Infrastructure.Tests.Running;

public enum DatabaseKind { Sqlite, PostgreSql, SqlServer }

/// <summary>
/// Runs a theory once on each database that can be had: SQLite always, PostgreSQL where eng/test started one, SQL Server where
/// CRM_TEST_SQLSERVER names one (<see cref="SqlServerFactAttribute"/> shows that it was left out). A theory takes the
/// <see cref="DatabaseKind"/> as its first parameter and asks <see cref="EveryDatabase"/> for the database.
/// </summary>
public sealed class OnEveryDatabaseAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [DatabaseKind.Sqlite];
        if (ScratchDatabase.Server is not null)
            yield return [DatabaseKind.PostgreSql];
        if (SqlServerFactAttribute.ConnectionString is { Length: > 0 })
            yield return [DatabaseKind.SqlServer];
    }
}

/// <summary>The databases of one test class, each made when it is first asked for and dropped at the end.</summary>
public sealed class EveryDatabase : IAsyncLifetime
{
    private readonly SemaphoreSlim making = new(1);
    private readonly Dictionary<DatabaseKind, TestDatabase> made = [];

    public async Task<TestDatabase> On(DatabaseKind kind)
    {
        await making.WaitAsync();
        try
        {
            if (made.TryGetValue(kind, out var known))
                return known;
            TestDatabase database = kind switch
            {
                DatabaseKind.Sqlite => new SqliteDatabase(),
                DatabaseKind.PostgreSql => new PostgresDatabase(),
                _ => new SqlServerDatabase(),
            };
            await database.MakeAsync();
            return made[kind] = database;
        }
        finally
        {
            making.Release();
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var database in made.Values)
            await database.DisposeAsync();
    }
}
