namespace Crm.Infrastructure.Data;

public enum DatabaseProvider { Sqlite, PostgreSql, SqlServer }

/// <summary>The settings <c>Database:Provider</c> and <c>Database:ConnectionString</c>.</summary>
public sealed class DatabaseOptions
{
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>For SQLite the default is a file <c>data/crm.db</c> below the working directory.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/crm.db";
}
