using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Crm.Infrastructure.Tests.Data;

/// <summary>Reads Transact-SQL as SQL Server 2019 would; says nothing of whether the tables and columns exist.</summary>
internal static class TransactSql
{
    /// <summary>Each syntax error with the line on which it stands; empty when the text is well-formed.</summary>
    public static IReadOnlyList<string> Errors(string sql)
    {
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        var lines = sql.Split('\n');
        return [.. errors.Select(e => $"{e.Message} at: {lines[Math.Min(e.Line, lines.Length) - 1].Trim()}")];
    }
}
