using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Crm.Infrastructure.Data.Npgsql;

internal sealed class NpgsqlCrmDb(DbContextOptions<NpgsqlCrmDb> options, CrmModel model, Guid tenantId) : CrmDb(options, model, tenantId)
{
    internal override string JsonType => "jsonb";

    public override bool IsUniqueViolation(DbUpdateException failure) => NpgsqlErrors.IsUniqueViolation(failure);

    public override bool SortsNullsLast => true;

    internal override SqlExpression ReadJson(SqlExpression json, string key, Type type)
    {
        var text = new StringTypeMapping("text", System.Data.DbType.String);
        var value = new SqlFunctionExpression("jsonb_extract_path_text", [json, new SqlConstantExpression(key, typeof(string), text)],
            nullable: true, argumentsPropagateNullability: [true, false], typeof(string), text);
        return type == typeof(double) ? Cast(value, typeof(double), new DoubleTypeMapping("double precision"))
            : type == typeof(bool) ? Cast(value, typeof(bool), new BoolTypeMapping("boolean"))
            : value;
    }

    private static SqlUnaryExpression Cast(SqlExpression value, Type type, RelationalTypeMapping mapping) =>
        new(System.Linq.Expressions.ExpressionType.Convert, value, type, mapping);
}

internal sealed class NpgsqlPlatformDb(DbContextOptions<NpgsqlPlatformDb> options) : PlatformDb(options)
{
    public override bool IsUniqueViolation(DbUpdateException failure) => NpgsqlErrors.IsUniqueViolation(failure);
}

internal static class NpgsqlErrors
{
    public static bool IsUniqueViolation(DbUpdateException failure) =>
        failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
