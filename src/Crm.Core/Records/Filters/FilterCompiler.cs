using System.Linq.Expressions;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Filters;

/// <summary>
/// Turns a written filter into an expression over the entity. Every value becomes a SQL parameter: a constant would make
/// EF Core compile the query anew for each value.
/// </summary>
internal sealed class FilterCompiler(TenantSchema schema, Actor actor, DateTime utcNow)
{
    private readonly TimeZoneInfo zone = actor.Zone ?? schema.Tenant.Zone;
    private readonly FieldFormat machine = FieldFormat.Machine(schema.Tenant.Currency);
    private readonly TargetReach reach = new(schema, actor);

    public Outcome<Expression<Func<T, bool>>> Compile<T>(FilterNode filter, TenantType type) where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        try
        {
            return Expression.Lambda<Func<T, bool>>(Node(filter, type, record), record);
        }
        catch (RefusedException refused)
        {
            return refused.Refusal;
        }
    }

    private Expression Node(FilterNode node, TenantType type, Expression record) => node switch
    {
        FilterGroup group => group.Nodes.Select(n => Node(n, type, record))
            .Aggregate(group.Any ? Expression.OrElse : Expression.AndAlso),
        FilterTerm term => Term(term, type, record),
        _ => throw new InvalidOperationException(),
    };

    private Expression Term(FilterTerm term, TenantType type, Expression record)
    {
        var (field, owner, within) = Resolve(term.Field, type, record);
        var match = Match(term, field, owner);
        return within is null ? match : Expression.AndAlso(within, match);
    }

    private Expression Match(FilterTerm term, Field field, Expression owner)
    {
        if (!field.Kind.Operators.Contains(term.Operator))
            throw new RefusedException("filter-operator-unfit", term.Field, term.Operator.Word(), term.Field);
        var column = FieldAccess.Inline(field.Value, owner);
        return term.Operator switch
        {
            FilterOperator.Empty => IsEmpty(column),
            FilterOperator.NotEmpty => Expression.Not(IsEmpty(column)),
            FilterOperator.Within => Within(column, field, term),
            FilterOperator.NotWithin => Expression.OrElse(IsEmpty(column), Expression.Not(Within(column, field, term))),
            FilterOperator.Contains => TextCall(column, nameof(string.Contains), One(term, field)),
            FilterOperator.StartsWith => TextCall(column, nameof(string.StartsWith), One(term, field)),
            FilterOperator.In => AnyOf(column, field, term),
            FilterOperator.NotIn => Expression.Not(AnyOf(column, field, term)),
            FilterOperator.HasAny => Members(column, field, term, Expression.OrElse),
            FilterOperator.HasAll => Members(column, field, term, Expression.AndAlso),
            FilterOperator.HasNone => Expression.Not(Members(column, field, term, Expression.OrElse)),
            FilterOperator.Equal when field.Kind is ReferenceKind => AnyOf(column, field, term),
            FilterOperator.NotEqual when field.Kind is ReferenceKind => Expression.Not(AnyOf(column, field, term)),
            _ => Compare(column, field, term),
        };
    }

    /// <summary>
    /// Walks <c>company.sector</c> over navigations; a hidden or unknown field is refused in the same words. Targets out of the
    /// actor's reach match nothing.
    /// </summary>
    private (Field Field, Expression Owner, Expression? Within) Resolve(string path, TenantType type, Expression record)
    {
        var names = path.Split('.');
        if (names.Length > 4)
            throw new RefusedException("filter-field-unknown", path, path);
        Expression? within = null;
        for (var i = 0; i < names.Length - 1; i++)
        {
            // What is left may be a part of a field: billingAddress.city.
            if (type.Find(string.Join('.', names[i..])) is { } part)
                return (part, record, within);
            if (i > 1 || type.Find(names[i]) is not { Target: { } target, Navigation: { } navigation } hop || schema.Find(target) is not { } next
                || !actor.May(next.Type, RecordAction.View))
                throw new RefusedException("filter-field-unknown", path, path);
            if (reach.Condition(hop, record) is { } condition)
                within = within is null ? condition : Expression.AndAlso(within, condition);
            record = Expression.Property(record, navigation);
            type = next;
        }
        return type.Find(names[^1]) is { } field ? (field, record, within) : throw new RefusedException("filter-field-unknown", path, path);
    }

    private Expression Compare(Expression column, Field field, FilterTerm term)
    {
        if (One(term, field) is not { } value)
            throw new RefusedException("filter-value", term.Field, term.Values[0], term.Field);
        var stored = field.Kind.ToStored(value, field.StoredType);
        if (stored is string text && column.Type == typeof(string))
            return CompareText(column, text, term.Operator);
        var (left, right) = (column, Parameter(stored, column.Type));
        return term.Operator switch
        {
            FilterOperator.Equal => Expression.Equal(left, right),
            FilterOperator.NotEqual => Expression.OrElse(Expression.NotEqual(left, right), IsEmpty(column)),
            FilterOperator.Less => Expression.LessThan(left, right),
            FilterOperator.AtMost => Expression.LessThanOrEqual(left, right),
            FilterOperator.More => Expression.GreaterThan(left, right),
            _ => Expression.GreaterThanOrEqual(left, right),
        };
    }

    private static Expression CompareText(Expression column, string text, FilterOperator op)
    {
        var value = Parameter(text, typeof(string));
        if (op is FilterOperator.Equal)
            return Expression.Equal(column, value);
        if (op is FilterOperator.NotEqual)
            return Expression.OrElse(Expression.NotEqual(column, value), IsEmpty(column));
        // Days of the tenant's own fields are ISO text, whose order is the order of the days.
        var order = Expression.Call(typeof(string), nameof(string.Compare), null, column, value);
        var zero = Expression.Constant(0);
        return op switch
        {
            FilterOperator.Less => Expression.LessThan(order, zero),
            FilterOperator.AtMost => Expression.LessThanOrEqual(order, zero),
            FilterOperator.More => Expression.GreaterThan(order, zero),
            _ => Expression.GreaterThanOrEqual(order, zero),
        };
    }

    private Expression Within(Expression column, Field field, FilterTerm term)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utcNow, zone));
        if (!Period.TryParse(term.Values[0], today, out var period))
            throw new RefusedException("filter-value", term.Field, term.Values[0], term.Field);
        if (field.Kind is Kinds.DateTimeKind)
        {
            var from = field.Kind.ToStored(StartOfDay.InUtc(period.From, zone), field.StoredType);
            var until = field.Kind.ToStored(StartOfDay.InUtc(period.Until.AddDays(1), zone), field.StoredType);
            if (from is string begin && until is string end)
                return Expression.AndAlso(CompareText(column, begin, FilterOperator.AtLeast), CompareText(column, end, FilterOperator.Less));
            return Expression.AndAlso(
                Expression.GreaterThanOrEqual(column, Parameter(from, column.Type)),
                Expression.LessThan(column, Parameter(until, column.Type)));
        }
        var first = field.Kind.ToStored(period.From, field.StoredType);
        var last = field.Kind.ToStored(period.Until, field.StoredType);
        return first is string a && last is string b
            ? Expression.AndAlso(CompareText(column, a, FilterOperator.AtLeast), CompareText(column, b, FilterOperator.AtMost))
            : Expression.AndAlso(
                Expression.GreaterThanOrEqual(column, Parameter(first, column.Type)),
                Expression.LessThanOrEqual(column, Parameter(last, column.Type)));
    }

    private Expression AnyOf(Expression column, Field field, FilterTerm term)
    {
        var values = term.Values.SelectMany(text => Many(text, field, term)).Select(v => field.Kind.ToStored(v, field.StoredType)).ToArray();
        var item = Nullable.GetUnderlyingType(column.Type) is null ? column : Expression.Property(column, "Value");
        // One value is compared rather than looked for: only then does an index give the rows in its order.
        Expression matches = values is [var one] ? Expression.Equal(item, Parameter(one, field.StoredType)) : Contains(values, item, field.StoredType);
        return column.Type.IsValueType && Nullable.GetUnderlyingType(column.Type) is null
            ? matches
            : Expression.AndAlso(Expression.NotEqual(column, Expression.Constant(null, column.Type)), matches);
    }

    private static MethodCallExpression Contains(object?[] values, Expression item, Type stored)
    {
        var present = Array.CreateInstance(stored, values.Length);
        Array.Copy(values, present, values.Length);
        return Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [stored], Parameter(present, present.GetType()), item);
    }

    /// <summary>A set is stored as <c>|red|blue|</c>: it has a member when the text holds it between its marks.</summary>
    private Expression Members(Expression column, Field field, FilterTerm term, Func<Expression, Expression, BinaryExpression> join)
    {
        if (term.Values.FirstOrDefault(v => !StorableText.Is(v) || v.Contains(ValueSet.Mark)) is { } unfit)
            throw new RefusedException("filter-value", term.Field, unfit, term.Field);
        List<string> members = field.Kind is ReferencesKind
            ? [.. term.Values.SelectMany(v => Many(v, field, term)).Select(id => id.ToString()!)]
            : [.. term.Values];
        // Nobody is in a team without people.
        return members.Count == 0 ? Expression.Constant(false) : Expression.AndAlso(
            Expression.NotEqual(column, Expression.Constant(null, typeof(string))),
            members.Select(v => (Expression)Expression.Call(column, nameof(string.Contains), null, Parameter($"{ValueSet.Mark}{v.Trim()}{ValueSet.Mark}", typeof(string))))
                .Aggregate(join));
    }

    /// <summary>One written value may stand for several: <c>me</c>, <c>my-team</c>, or a stage's name.</summary>
    private IEnumerable<object> Many(string text, Field field, FilterTerm term)
    {
        if (field.Kind is StageKind)
        {
            var stages = schema.Pipelines.SelectMany(p => p.Stages)
                .Where(s => s.Name == text || s.Id.ToString() == text || s.Outcome.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
                .Select(s => (object)s.Id).ToList();
            return stages.Count > 0 ? stages : throw new RefusedException("filter-value", term.Field, text, term.Field);
        }
        if (field.Kind is ReferenceKind or ReferencesKind && text is "me" or "my-team" or "my-people")
            return text switch
            {
                "me" => actor.MemberId is { } me ? [me] : [],
                "my-team" => actor.Team.Cast<object>(),
                _ => actor.Subordinates.Cast<object>(),
            };
        if (field.Kind is ReferencesKind)
            return Guid.TryParse(text, out var id) ? [id] : throw new RefusedException("filter-value", term.Field, text, term.Field);
        return [Value(text, field) ?? throw new RefusedException("filter-value", term.Field, text, term.Field)];
    }

    private object? One(FilterTerm term, Field field) =>
        Value(term.Values[0], field) ?? throw new RefusedException("filter-value", term.Field, term.Values[0], term.Field);

    private object? Value(string text, Field field) => field.Kind switch
    {
        _ when !StorableText.Is(text) => null,
        EmailKind or PhoneKind or UrlKind or SetKind or AddressKind or RichTextKind => text,
        _ => field.Kind.TryParse(text, machine, out var value) ? value : null,
    };

    private static Expression TextCall(Expression column, string method, object? value)
    {
        var lower = typeof(string).GetMethod(nameof(string.ToLower), Type.EmptyTypes)!;
        var wanted = Parameter(((string)value!).ToLowerInvariant(), typeof(string));
        return Expression.AndAlso(
            Expression.NotEqual(column, Expression.Constant(null, typeof(string))),
            Expression.Call(Expression.Call(column, lower), method, null, wanted));
    }

    private static Expression IsEmpty(Expression column)
    {
        if (column.Type == typeof(string))
            return Expression.OrElse(Expression.Equal(column, Expression.Constant(null, typeof(string))), Expression.Equal(column, Expression.Constant("")));
        return column.Type.IsValueType && Nullable.GetUnderlyingType(column.Type) is null
            ? Expression.Constant(false)
            : Expression.Equal(column, Expression.Constant(null, column.Type));
    }

    /// <summary>A value as a parameter of the query, so that another value does not make another query.</summary>
    public static Expression Parameter(object? value, Type type)
    {
        var box = Activator.CreateInstance(typeof(Box<>).MakeGenericType(type), value)!;
        return Expression.Property(Expression.Constant(box), nameof(Box<int>.Value));
    }

    /// <summary>A captured variable in the eyes of EF Core, hence a parameter.</summary>
    private sealed class Box<TValue>(TValue value)
    {
        public TValue Value { get; } = value;
    }

    private sealed class RefusedException(string code, string field, params object[] args) : Exception
    {
        public Refusal Refusal { get; } = new(code, field, args);
    }
}
