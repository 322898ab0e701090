using System.Linq.Expressions;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Rates;

/// <summary>The sum of a money field in each currency, added up by the database.</summary>
internal static class CurrencySums
{
    public static async Task<IReadOnlyList<CurrencySum>> OfAsync<T>(IQueryable<T> records, Field money, CancellationToken ct) where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        var amounts = records.Select(Expression.Lambda<Func<T, Amount>>(Expression.MemberInit(Expression.New(typeof(Amount)),
            Expression.Bind(typeof(Amount).GetProperty(nameof(Amount.Minor))!, FieldAccess.Inline(money.Value, record)),
            Expression.Bind(typeof(Amount).GetProperty(nameof(Amount.Currency))!, FieldAccess.Inline(money.CurrencyOf!, record))), record));
        var sums = await amounts.Where(a => a.Minor != null).GroupBy(a => a.Currency)
            .Select(g => new { Currency = g.Key, Minor = g.Sum(a => a.Minor), Count = g.Count() }).ToListAsync(ct);
        return [.. sums.OrderByDescending(s => s.Count).Select(s => new CurrencySum(new Money(s.Minor ?? 0, s.Currency ?? ""), s.Count))];
    }

    private sealed class Amount
    {
        public long? Minor { get; init; }

        public string? Currency { get; init; }
    }
}
