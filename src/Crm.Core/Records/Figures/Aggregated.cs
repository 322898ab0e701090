using System.Linq.Expressions;

namespace Crm.Core.Records.Figures;

/// <summary>What the database is handed of a row to group and add up; one number for each figure of a list.</summary>
internal sealed class Slot<TKey>
{
    public TKey? Key { get; init; }

    public string? Currency { get; init; }

    public double? N0 { get; init; }

    public double? N1 { get; init; }

    public double? N2 { get; init; }

    public double? N3 { get; init; }

    public double? N4 { get; init; }

    public double? N5 { get; init; }
}

/// <summary>One row for each group: key, currency, count, then the asked figures.</summary>
internal static class Aggregated<TKey>
{
    public static IQueryable<object?[]> Of<TGroup>(IQueryable<IGrouping<TGroup, Slot<TKey>>> groups, bool hasCurrency, IReadOnlyList<(Field, Figure Figure)> asked)
    {
        var group = Expression.Parameter(typeof(IGrouping<TGroup, Slot<TKey>>), "g");
        var key = Expression.Property(group, "Key");
        List<Expression> cells =
        [
            Expression.Property(key, "Key"),
            hasCurrency ? Expression.Property(key, "Currency") : Expression.Constant(null, typeof(string)),
            Expression.Call(typeof(Enumerable), nameof(Enumerable.Count), [typeof(Slot<TKey>)], group),
        ];
        foreach (var (i, (_, figure)) in asked.Index())
        {
            var slot = Expression.Parameter(typeof(Slot<TKey>), "s");
            var method = figure switch
            {
                Figure.Average => nameof(Enumerable.Average),
                Figure.Min => nameof(Enumerable.Min),
                Figure.Max => nameof(Enumerable.Max),
                _ => nameof(Enumerable.Sum),
            };
            cells.Add(Expression.Call(typeof(Enumerable), method, [typeof(Slot<TKey>)], group, Expression.Lambda<Func<Slot<TKey>, double?>>(Expression.Property(slot, "N" + i), slot)));
        }
        return groups.Select(Expression.Lambda<Func<IGrouping<TGroup, Slot<TKey>>, object?[]>>(
            Expression.NewArrayInit(typeof(object), cells.Select(c => Expression.Convert(c, typeof(object)))), group));
    }
}
