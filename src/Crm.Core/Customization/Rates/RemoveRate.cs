using Crm.Core.Records.Rates;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Rates;

/// <summary>Takes a rate away; the one before it holds again.</summary>
public sealed class RemoveRate(ChangeSchema schema)
{
    public Task<Outcome<Guid>> RunAsync(Guid id, CancellationToken ct) => schema.RunAsync(async db =>
    {
        if (await db.Set<CurrencyRate>().FirstOrDefaultAsync(r => r.Id == id, ct) is { } rate)
            db.Set<CurrencyRate>().Remove(rate);
        return Outcome<Guid>.Done(id);
    }, ct);
}
