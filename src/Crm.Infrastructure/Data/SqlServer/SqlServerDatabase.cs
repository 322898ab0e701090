using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Infrastructure.Data.SqlServer;

internal sealed class SqlServerCrmDb(DbContextOptions<SqlServerCrmDb> options) : CrmDb(options)
{
    internal override string JsonType => "nvarchar(max)";

    public override bool IsUniqueViolation(DbUpdateException failure) => SqlServerErrors.IsUniqueViolation(failure);

    internal override SqlExpression ReadJson(SqlExpression json, string key, Type type)
    {
        var text = new StringTypeMapping("nvarchar(4000)", System.Data.DbType.String, unicode: true);
        var path = new SqlConstantExpression($"$.\"{key}\"", typeof(string), text);
        var value = new SqlFunctionExpression("JSON_VALUE", [json, path], nullable: true, argumentsPropagateNullability: [false, false], typeof(string), text);
        return type == typeof(double) ? Cast(value, typeof(double), new DoubleTypeMapping("float"))
            : type == typeof(bool) ? Cast(value, typeof(bool), new BoolTypeMapping("bit"))
            : value;
    }

    private static SqlUnaryExpression Cast(SqlExpression value, Type type, RelationalTypeMapping mapping) =>
        new(System.Linq.Expressions.ExpressionType.Convert, value, type, mapping);
}

internal sealed class SqlServerPlatformDb(DbContextOptions<SqlServerPlatformDb> options) : PlatformDb(options)
{
    public override bool IsUniqueViolation(DbUpdateException failure) => SqlServerErrors.IsUniqueViolation(failure);
}

internal static class SqlServerErrors
{
    private const int UniqueIndex = 2601;
    private const int UniqueConstraint = 2627;

    public static bool IsUniqueViolation(DbUpdateException failure) =>
        failure.InnerException is SqlException { Number: UniqueIndex or UniqueConstraint };
}
