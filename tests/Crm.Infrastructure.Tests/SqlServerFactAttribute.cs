namespace Crm.Infrastructure.Tests;

/// <summary>A test that needs a SQL Server; shown as skipped where CRM_TEST_SQLSERVER names none.</summary>
public sealed class SqlServerFactAttribute : FactAttribute
{
    /// <summary>A login that may create databases; null where there is no server.</summary>
    public static string? ConnectionString => Environment.GetEnvironmentVariable("CRM_TEST_SQLSERVER");

    public SqlServerFactAttribute()
    {
        if (string.IsNullOrEmpty(ConnectionString)) Skip = "CRM_TEST_SQLSERVER is not set: no query of these tests ran on SQL Server.";
    }
}
