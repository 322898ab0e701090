using System.Linq.Expressions;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Shared.Text;

namespace Crm.Core.Records;

/// <summary>Filter, search and order over an already permitted query.</summary>
internal static class RecordSelection
{
    private const int MaxSortFields = 4;

    public static Outcome<IQueryable<T>> Matching<T>(
        IQueryable<T> records, FilterNode? filter, string? search, TenantSchema schema, TenantType type, Actor actor, DateTime now) where T : Record
    {
        if (filter is not null)
        {
            var condition = new FilterCompiler(schema, actor, now).Compile<T>(filter, type);
            if (!condition.Succeeded)
                return Outcome<IQueryable<T>>.Refused(condition.Refusals);
            records = records.Where(condition.Value);
        }
        foreach (var word in Words(search))
            records = records.Where(r => r.SearchText.Contains(word));
        return Outcome<IQueryable<T>>.Done(records);
    }

    public static Outcome<IOrderedQueryable<T>> Ordered<T>(IQueryable<T> records, string sort, TenantType type, TargetReach reach) where T : Record
    {
        IOrderedQueryable<T>? ordered = null;
        foreach (var part in sort.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxSortFields))
        {
            var descending = part[0] == '-';
            if (type.Find(part.TrimStart('-')) is not { } field)
                return new Refusal("field-unknown", "sort", part.TrimStart('-'));
            ordered = By(records, ordered, Key<T>(field, reach), descending);
        }
        return Outcome<IOrderedQueryable<T>>.Done(ordered is null ? records.OrderBy(r => r.Id) : ordered.ThenBy(r => r.Id));
    }

    /// <summary>The words of a search, folded the same way as the stored search text; at most six.</summary>
    public static IEnumerable<string> Words(string? search) => string.IsNullOrWhiteSpace(search)
        ? []
        : SearchText.Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(6);

    private static LambdaExpression Key<T>(Field field, TargetReach reach)
    {
        if (field is not { SortBy: { } title, Target: not null })
            return field.SortBy ?? field.Value;
        var record = Expression.Parameter(typeof(T), "r");
        return Expression.Lambda(reach.Of(field, title, record), record);
    }

    private static IOrderedQueryable<T> By<T>(IQueryable<T> records, IOrderedQueryable<T>? ordered, LambdaExpression key, bool descending)
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
