using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Crm.Infrastructure.Tests.Analytics;

/// <summary>The same files as bare text tables, to be asked in plain SQL: an answer that shares no code with the product.</summary>
internal sealed class RawSales : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public static async Task<RawSales> ReadAsync()
    {
        var raw = new RawSales();
        raw.connection.Open();
        raw.connection.CreateFunction("iso", (string day) => SalesOpportunities.Day(day)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (var table in new[] { "sales_pipeline", "sales_teams", "accounts", "products" })
            raw.Fill(table, await SalesOpportunities.ReadAsync(table + ".csv"));
        raw.Run("""
            CREATE VIEW deals AS
            SELECT p.*, iso(close_date) AS closed, julianday(iso(close_date)) - julianday(iso(engage_date)) AS days,
              CAST(ROUND(close_value * 100) AS INTEGER) AS cents, t.regional_office, a.sector,
              replace(p.product, 'GTXPro', 'GTX Pro') AS product_name
            FROM sales_pipeline p LEFT JOIN sales_teams t ON t.sales_agent = p.sales_agent LEFT JOIN accounts a ON a.account = p.account
            """);
        return raw;
    }

    public T One<T>(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)Convert.ChangeType(command.ExecuteScalar()!, typeof(T), CultureInfo.InvariantCulture);
    }

    /// <summary>Won, lost and won cents of every closed deal, by whatever expression.</summary>
    public IReadOnlyList<(string? Key, int Won, int Lost, long Cents)> ClosedBy(string expression)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT {expression}, sum(deal_stage = 'Won'), sum(deal_stage = 'Lost'), sum(CASE WHEN deal_stage = 'Won' THEN cents ELSE 0 END)
            FROM deals WHERE deal_stage IN ('Won', 'Lost') GROUP BY 1
            """;
        using var rows = command.ExecuteReader();
        var read = new List<(string?, int, int, long)>();
        while (rows.Read())
            read.Add((rows.IsDBNull(0) ? null : rows.GetString(0), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt64(3)));
        return read;
    }

    public void Dispose() => connection.Dispose();

    private void Fill(string table, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        var columns = rows[0].Keys.ToList();
        Run($"CREATE TABLE {table} ({string.Join(", ", columns.Select(c => c + " TEXT"))})");
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", columns.Select(c => "$" + c))})";
        foreach (var column in columns)
            insert.Parameters.Add("$" + column, SqliteType.Text);
        foreach (var row in rows)
        {
            foreach (var column in columns)
                insert.Parameters["$" + column].Value = row[column];
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
