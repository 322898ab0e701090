using Crm.Core.Shared;

namespace Crm.Core.Records.Rates;

/// <summary>Amounts of one currency; in what a total leaves out, one that nobody said the worth of.</summary>
/// <param name="Count">How many records have such an amount.</param>
public sealed record CurrencySum(Money Sum, int Count);

/// <summary>
/// The tenant's rates of exchange. Every total is valued at the rate of the day on which it is asked for: so a figure, the list
/// behind it and the board show the same number. An amount without a rate is never added as if it were equal.
/// </summary>
public sealed class ExchangeRates(string own, IEnumerable<CurrencyRate> rates)
{
    private readonly ILookup<string, CurrencyRate> byCurrency = rates.Where(r => r.To == own).OrderByDescending(r => r.ValidFrom).ToLookup(r => r.Currency);

    /// <summary>The tenant's own currency, into which amounts are converted.</summary>
    public string Own { get; } = own;

    public decimal? Of(string currency, DateOnly day) =>
        currency == Own ? 1 : byCurrency[currency].FirstOrDefault(r => r.ValidFrom <= day)?.Rate;

    /// <summary>The amount in the tenant's currency; null where there is no rate, or more of it than can be counted.</summary>
    public Money? Convert(Money amount, DateOnly day)
    {
        if (amount.Currency == Own)
            return amount;
        if (Of(amount.Currency, day) is not { } rate)
            return null;
        var converted = amount.Major * rate;
        return Math.Abs(converted) < 90_000_000_000_000m ? Money.FromMajor(converted, Own) : null;
    }

    /// <summary>One sum of all that can be converted, then each currency without a rate as it is.</summary>
    public IReadOnlyList<Money> Gather(IReadOnlyList<Money> amounts, DateOnly day)
    {
        // Nothing to convert: what is shown in one foreign currency stays in it.
        if (amounts.Count == 0 || amounts.All(a => a.Currency != Own && Convert(a, day) is null))
            return amounts;
        var converted = amounts.Select(a => (Amount: a, InOwn: Convert(a, day))).ToList();
        return [new Money(converted.Sum(c => c.InOwn?.Minor ?? 0), Own), .. converted.Where(c => c.InOwn is null).Select(c => c.Amount)];
    }
}
