using System.Data.Common;
using Crm.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Data.Sqlite;

internal sealed class SqliteCrmDb(DbContextOptions<SqliteCrmDb> options) : CrmDb(options)
{
    internal override string JsonType => "TEXT";

    public override bool IsUniqueViolation(DbUpdateException failure) => SqliteErrors.IsUniqueViolation(failure);

    internal override SqlExpression ReadJson(SqlExpression json, string key, Type type)
    {
        RelationalTypeMapping mapping = type == typeof(double) ? new DoubleTypeMapping("REAL")
            : type == typeof(bool) ? new BoolTypeMapping("INTEGER")
            : new StringTypeMapping("TEXT", System.Data.DbType.String);
        var path = new SqlConstantExpression($"$.\"{key}\"", typeof(string), new StringTypeMapping("TEXT", System.Data.DbType.String));
        return new SqlFunctionExpression("json_extract", [json, path], nullable: true, argumentsPropagateNullability: [false, false], type, mapping);
    }
}

internal sealed class SqlitePlatformDb(DbContextOptions<SqlitePlatformDb> options) : PlatformDb(options)
{
    public override bool IsUniqueViolation(DbUpdateException failure) => SqliteErrors.IsUniqueViolation(failure);
}

/// <summary>SQLite's own <c>lower</c> knows A to Z only; a filter must find Ärger by ärger as on the other databases.</summary>
internal sealed class LettersOfAllScripts : DbConnectionInterceptor
{
    public static readonly LettersOfAllScripts Instance = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Teach(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Teach(connection);
        return Task.CompletedTask;
    }

    private static void Teach(DbConnection connection) =>
        ((SqliteConnection)connection).CreateFunction("lower", (string? text) => text?.ToLowerInvariant(), isDeterministic: true);
}

internal static class SqliteErrors
{
    private const int ConstraintUnique = 2067;
    private const int ConstraintPrimaryKey = 1555;

    public static bool IsUniqueViolation(DbUpdateException failure) =>
        failure.InnerException is SqliteException { SqliteExtendedErrorCode: ConstraintUnique or ConstraintPrimaryKey };
}
