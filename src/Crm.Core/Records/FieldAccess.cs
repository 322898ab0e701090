using System.Linq.Expressions;
using System.Reflection;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Core.Records;

/// <summary>Turns the property expressions of a description into compiled reads and writes of canonical values.</summary>
internal static class FieldAccess
{
    public static PropertyInfo Member(LambdaExpression property)
    {
        var body = property.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : property.Body;
        return body is MemberExpression { Member: PropertyInfo member }
            ? member
            : throw new ArgumentException($"{property} does not name a property.");
    }

    public static string NameOf(MemberInfo member) => char.ToLowerInvariant(member.Name[0]) + member.Name[1..];

    /// <summary>The body of a lambda with its parameter replaced.</summary>
    public static Expression Inline(LambdaExpression lambda, Expression argument) =>
        new Replace(lambda.Parameters[0], argument).Visit(lambda.Body);

    public static Func<Record, object?> Reader<T, TValue>(FieldKind kind, Expression<Func<T, TValue>> property) where T : Record
    {
        var read = property.Compile();
        // Empty text is no value: a name that nobody gave is missing, not given as "".
        return record => read((T)record) is { } stored and not "" ? kind.FromStored(stored) : null;
    }

    public static Action<Record, object?> Writer<T>(FieldKind kind, PropertyInfo member) where T : Record
    {
        var assign = Assign<T>(member);
        var storedType = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        return (record, value) => assign(record, value is null ? null : kind.ToStored(value, storedType));
    }

    public static Func<Record, object?> MoneyReader<T>(Expression<Func<T, long?>> amount, Expression<Func<T, string>> currency) where T : Record
    {
        var read = amount.Compile();
        var readCurrency = currency.Compile();
        return record => read((T)record) is { } minor ? new Money(minor, readCurrency((T)record)) : null;
    }

    public static Action<Record, object?> MoneyWriter<T>(PropertyInfo member, Expression<Func<T, string>> currency) where T : Record
    {
        var assign = Assign<T>(member);
        var assignCurrency = Assign<T>(Member(currency));
        return (record, value) =>
        {
            assign(record, ((Money?)value)?.Minor);
            if (value is Money money)
                assignCurrency(record, money.Currency);
        };
    }

    private static Action<Record, object?> Assign<T>(PropertyInfo member) where T : Record
    {
        var record = Expression.Parameter(typeof(Record));
        var value = Expression.Parameter(typeof(object));
        // A null for a property that cannot hold one becomes its default; validation has refused it where that matters.
        var converted = member.PropertyType.IsValueType && Nullable.GetUnderlyingType(member.PropertyType) is null
            ? Expression.Condition(Expression.ReferenceEqual(value, Expression.Constant(null)), Expression.Default(member.PropertyType), Expression.Unbox(value, member.PropertyType))
            : (Expression)Expression.Convert(value, member.PropertyType);
        return Expression.Lambda<Action<Record, object?>>(
            Expression.Assign(Expression.Property(Expression.Convert(record, typeof(T)), member), converted), record, value).Compile();
    }

    private sealed class Replace(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
