using Crm.Core.Records.Access;
using Crm.Core.Records.Rates;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Rates;

/// <summary>Says what one unit of a currency is worth in the tenant's own from a day on; the same day said again corrects it.</summary>
public sealed class SetRate(ChangeSchema schema, SchemaSource schemas, CurrentActor actors, TimeProvider clock)
{
    private const decimal Largest = 100_000_000m;

    /// <summary>Eight decimals are kept.</summary>
    private const int Decimals = 8;

    public Task<Outcome<Guid>> RunAsync(string currency, DateOnly validFrom, decimal rate, CancellationToken ct) => schema.RunAsync(async db =>
    {
        var own = (await schemas.GetAsync(ct)).Tenant.Currency;
        currency = currency.Trim().ToUpperInvariant();
        rate = Math.Round(rate, Decimals);
        if (!Money.IsCode(currency))
            return new Refusal("currency-unknown", "currency");
        if (currency == own)
            return new Refusal("rate-own-currency", "currency", own);
        if (rate <= 0 || rate >= Largest)
            return new Refusal("rate-unfit", "rate");
        if (validFrom.Year is < 1000 or > 9998)
            return new Refusal("rate-day-unfit", "validFrom");
        var (now, actor) = (clock.GetUtcNow().UtcDateTime, await actors.GetAsync(ct));
        var known = await db.Set<CurrencyRate>().FirstOrDefaultAsync(r => r.Currency == currency && r.To == own && r.ValidFrom == validFrom, ct);
        if (known is null)
            db.Set<CurrencyRate>().Add(known = new CurrencyRate { Currency = currency, To = own, ValidFrom = validFrom, Rate = rate, SetAt = now, SetBy = actor.Name });
        else
            (known.Rate, known.SetAt, known.SetBy) = (rate, now, actor.Name);
        return Outcome<Guid>.Done(known.Id);
    }, ct);
}
