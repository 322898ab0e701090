using System.Linq.Expressions;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records;

/// <summary>Where a page of an ordered list ended: the values that its last row is ordered by, and its id.</summary>
public sealed record RecordCursor(IReadOnlyList<object?> Keys, Guid Id);

/// <summary>The order of a list, and how to go on behind a row without counting those before it.</summary>
internal sealed class RecordOrder<T> where T : Record
{
    private const int MaxFields = 4;
    private readonly List<(LambdaExpression Key, bool Descending)> fields = [];

    private RecordOrder()
    {
    }

    public IEnumerable<LambdaExpression> Keys => fields.Select(f => f.Key);

    /// <summary>Reads <c>-amount,name</c>.</summary>
    public static Outcome<RecordOrder<T>> Of(string sort, TenantType type, TargetReach reach)
    {
        var order = new RecordOrder<T>();
        foreach (var part in sort.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxFields))
        {
            if (type.Find(part.TrimStart('-')) is not { } field)
                return new Refusal("field-unknown", "sort", part.TrimStart('-'));
            order.fields.Add((KeyOf(field, reach), part[0] == '-'));
        }
        return order;
    }

    /// <summary>Ends with the id, so that no two rows are equal.</summary>
    public IOrderedQueryable<T> Apply(IQueryable<T> records)
    {
        IOrderedQueryable<T>? ordered = null;
        foreach (var (key, descending) in fields)
            ordered = By(records, ordered, key, descending);
        return ordered is null ? records.OrderBy(r => r.Id) : ordered.ThenBy(r => r.Id);
    }

    /// <summary>
    /// The rows that follow the cursor's: equal in the first keys and behind in the next. Absent values stand where the
    /// provider puts them. Null for a cursor of another order.
    /// </summary>
    public Expression<Func<T, bool>>? Behind(RecordCursor cursor, bool nullsLast)
    {
        if (cursor.Keys.Count != fields.Count)
            return null;
        var record = Expression.Parameter(typeof(T), "r");
        var id = Expression.Property(record, nameof(Record.Id));
        Expression behind = Expression.GreaterThan(Compared(id, FilterCompiler.Parameter(cursor.Id, typeof(Guid))), Expression.Constant(0));
        for (var i = fields.Count - 1; i >= 0; i--)
        {
            var key = FieldAccess.Inline(fields[i].Key, record);
            var (after, same) = Step(key, cursor.Keys[i], fields[i].Descending, nullsLast);
            behind = after is null ? Expression.AndAlso(same, behind) : Expression.OrElse(after, Expression.AndAlso(same, behind));
        }
        return Expression.Lambda<Func<T, bool>>(behind, record);
    }

    private static LambdaExpression KeyOf(Field field, TargetReach reach)
    {
        if (field is not { SortBy: { } title, Target: not null })
            return field.SortBy ?? field.Value;
        var record = Expression.Parameter(typeof(T), "r");
        return Expression.Lambda(reach.Of(field, title, record), record);
    }

    private static (Expression? After, Expression Same) Step(Expression key, object? value, bool descending, bool nullsLast)
    {
        // The position of a stage that is not there is absent, although positions are not.
        if (value is null && key.Type.IsValueType && Nullable.GetUnderlyingType(key.Type) is null)
            key = Expression.Convert(key, typeof(Nullable<>).MakeGenericType(key.Type));
        var isNullable = !key.Type.IsValueType || Nullable.GetUnderlyingType(key.Type) is not null;
        var none = Expression.Constant(null, isNullable ? key.Type : typeof(object));
        // Descending turns the place of absent values round as well.
        var nullsFollow = isNullable && nullsLast != descending;
        if (value is null)
            return (nullsFollow ? null : Expression.NotEqual(key, none), Expression.Equal(key, none));
        var wanted = FilterCompiler.Parameter(value, key.Type);
        var zero = Expression.Constant(0);
        var compared = Compared(key, wanted);
        var after = descending ? Expression.LessThan(compared, zero) : Expression.GreaterThan(compared, zero);
        return (nullsFollow ? Expression.OrElse(after, Expression.Equal(key, none)) : after, Expression.Equal(key, wanted));
    }

    /// <summary>Less than, equal to or more than zero; EF Core turns the comparison with zero into one of the two values.</summary>
    private static Expression Compared(Expression left, Expression right)
    {
        if (left.Type == typeof(string))
            return Expression.Call(typeof(string), nameof(string.Compare), null, left, right);
        var bare = Nullable.GetUnderlyingType(left.Type) ?? left.Type;
        if (bare == typeof(bool))
            return Expression.Subtract(Figure(left), Figure(right));
        return Expression.Call(Bare(left), bare.GetMethod(nameof(IComparable.CompareTo), [bare])!, Bare(right));

        Expression Bare(Expression value) => value.Type == bare ? value : Expression.Property(value, "Value");

        Expression Figure(Expression flag) => Expression.Condition(Bare(flag), Expression.Constant(1), Expression.Constant(0));
    }

    private static IOrderedQueryable<T> By(IQueryable<T> records, IOrderedQueryable<T>? ordered, LambdaExpression key, bool descending)
    {
        var method = (ordered is null, descending) switch
        {
            (true, false) => nameof(Queryable.OrderBy),
            (true, true) => nameof(Queryable.OrderByDescending),
            (false, false) => nameof(Queryable.ThenBy),
            (false, true) => nameof(Queryable.ThenByDescending),
        };
        var source = ordered ?? records;
        return (IOrderedQueryable<T>)source.Provider.CreateQuery<T>(Expression.Call(
            typeof(Queryable), method, [typeof(T), key.ReturnType], source.Expression, Expression.Quote(key)));
    }
}
