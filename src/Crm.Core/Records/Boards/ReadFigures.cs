using System.Linq.Expressions;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Boards;

/// <summary>
/// What stands above a column, over all matching records and not only the cards that are shown. Amounts of different
/// currencies are one sum in the tenant's as far as there are rates; the others each have their own, the largest number of
/// records first.
/// </summary>
public sealed record BoardFigures(int Count, IReadOnlyList<Money> Totals, IReadOnlyList<Money> Weighted)
{
    public static readonly BoardFigures None = new(0, [], []);
}

/// <summary>One grouped query for all columns.</summary>
internal sealed class ReadFigures(BoardShape board, BoardMatch match, CancellationToken ct)
    : IRecordWork<Task<Outcome<IReadOnlyDictionary<string, BoardFigures>>>>
{
    public async Task<Outcome<IReadOnlyDictionary<string, BoardFigures>>> Run<T>(RecordType<T> type) where T : Record
    {
        var matching = await match.RecordsAsync<T>(board.Everything, ct);
        if (!matching.Succeeded)
            return Outcome<IReadOnlyDictionary<string, BoardFigures>>.Refused(matching.Refusals);
        if (board.IsByNext)
            return await ByNextAsync(matching.Value);
        var sums = board.By.Kind is StageKind
            ? await SumsAsync<T, Guid?>(matching.Value)
            : await SumsAsync<T, string?>(matching.Value);
        return sums.GroupBy(s => s.Column).ToDictionary(g => g.Key, Figures);
    }

    private async Task<Outcome<IReadOnlyDictionary<string, BoardFigures>>> ByNextAsync<T>(IQueryable<T> records) where T : Record
    {
        var figures = new Dictionary<string, BoardFigures>();
        foreach (var column in board.Columns)
        {
            var there = match.At(records, (NextWhen)column.Value!);
            var sums = board.By.Kind is StageKind ? await SumsAsync<T, Guid?>(there) : await SumsAsync<T, string?>(there);
            if (sums.Count > 0)
                figures[column.Key] = Figures(sums.GroupBy(s => s.Currency).Select(g => new Sum("", g.Key, g.Sum(s => s.Count), g.Sum(s => s.Total), g.Sum(s => s.Weighted))));
        }
        return figures;
    }

    private async Task<List<Sum>> SumsAsync<T, TKey>(IQueryable<T> records) where T : Record
    {
        var slots = records.Select(Slots<T, TKey>());
        // A constant cannot be grouped by on PostgreSQL, hence two shapes of one question.
        var sums = board.Total is null
            ? await slots.GroupBy(s => s.Key).Select(g => new { g.Key, Currency = (string?)null, Count = g.Count(), Total = (long?)0, Weighted = (long?)0 }).ToListAsync(ct)
            : await slots.GroupBy(s => new { s.Key, s.Currency })
                .Select(g => new { g.Key.Key, g.Key.Currency, Count = g.Count(), Total = g.Sum(s => s.Total), Weighted = g.Sum(s => s.Weighted) }).ToListAsync(ct);
        return [.. sums.Select(s => new Sum(s.Key?.ToString() ?? "", s.Currency, s.Count, s.Total ?? 0, s.Weighted ?? 0))];
    }

    private Expression<Func<T, Slot<TKey>>> Slots<T, TKey>()
    {
        var record = Expression.Parameter(typeof(T), "r");
        List<MemberBinding> parts = [Part(nameof(Slot<TKey>.Key), board.By.Value)];
        if (board.Total is { } total)
        {
            parts.Add(Part(nameof(Slot<TKey>.Currency), total.CurrencyOf!));
            parts.Add(Part(nameof(Slot<TKey>.Total), total.Value));
            parts.Add(Part(nameof(Slot<TKey>.Weighted), (board.Weighted ?? total).Value));
        }
        return Expression.Lambda<Func<T, Slot<TKey>>>(Expression.MemberInit(Expression.New(typeof(Slot<TKey>)), parts), record);

        MemberBinding Part(string name, LambdaExpression value) =>
            Expression.Bind(typeof(Slot<TKey>).GetProperty(name)!, FieldAccess.Inline(value, record));
    }

    private BoardFigures Figures(IEnumerable<Sum> sums)
    {
        var column = sums.ToList();
        var byCurrency = column.Where(s => s.Currency is { Length: > 0 }).OrderByDescending(s => s.Count).ThenBy(s => s.Currency, StringComparer.Ordinal).ToList();
        return new BoardFigures(
            column.Sum(s => s.Count),
            match.Schema.Rates.Gather([.. byCurrency.Select(s => new Money(s.Total, s.Currency!))], match.Schema.DayOf(match.Now)),
            board.Weighted is null ? [] : match.Schema.Rates.Gather([.. byCurrency.Select(s => new Money(s.Weighted, s.Currency!))], match.Schema.DayOf(match.Now)));
    }

    private sealed record Sum(string Column, string? Currency, int Count, long Total, long Weighted);

    private sealed class Slot<TKey>
    {
        public TKey? Key { get; init; }

        public string? Currency { get; init; }

        public long? Total { get; init; }

        public long? Weighted { get; init; }
    }
}
