using Crm.Core.Data;
using Crm.Core.Records.Rates;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Rates;

/// <summary>Every rate to the tenant's currency, by currency, the latest first.</summary>
public sealed class RateList(ICrmDbFactory dbs, TenantScope scope)
{
    public async Task<IReadOnlyList<CurrencyRate>> RunAsync(CancellationToken ct)
    {
        var own = scope.Tenant.Currency;
        await using var db = dbs.Open();
        return await db.Set<CurrencyRate>().AsNoTracking().Where(r => r.To == own).OrderBy(r => r.Currency).ThenByDescending(r => r.ValidFrom).ToListAsync(ct);
    }
}
