namespace Crm.Infrastructure.Tests;

/// <summary>A test that needs the PostgreSQL server which eng/test starts; shown as skipped where there is none.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    /// <summary>A login that may create databases but is no superuser; null where there is no server.</summary>
    public static string? ConnectionString => Environment.GetEnvironmentVariable("CRM_TEST_POSTGRES");

    public PostgresFactAttribute()
    {
        if (string.IsNullOrEmpty(ConnectionString)) Skip = "CRM_TEST_POSTGRES is not set; run eng/test.";
    }
}
