using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Sales;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization;

/// <summary>What a company says about itself.</summary>
public sealed record TenantProfile(string Name, string Currency, string TimeZone, string Culture);

/// <summary>Changes the company of the scope; for those who may manage it. Other nodes see it within seconds.</summary>
public sealed class UpdateTenant(
    IPlatformDbFactory platforms, ICrmDbFactory dbs, CurrentActor actors, TenantScope scope, TenantDirectory directory)
{
    private const int MaxName = 120;

    /// <summary>Whether the currency may still change: amounts are stored without one of their own to convert from.</summary>
    public async Task<bool> HasAmountsAsync(CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await db.Set<Deal>().IgnoreQueryFilters(["SoftDelete"]).AnyAsync(d => d.Amount != null, ct)
            || await db.Set<Company>().IgnoreQueryFilters(["SoftDelete"]).AnyAsync(c => c.AnnualRevenue != null, ct)
            || await db.Set<Product>().IgnoreQueryFilters(["SoftDelete"]).AnyAsync(p => p.Price != null, ct);
    }

    public async Task<Outcome<TenantInfo>> RunAsync(TenantProfile profile, CancellationToken ct)
    {
        if (!(await actors.GetAsync(ct)).Has(AdminRight.ManageTenant))
            return new Refusal("not-permitted");
        var (name, currency) = (profile.Name.Trim(), profile.Currency.Trim().ToUpperInvariant());
        if (name.Length is 0 or > MaxName)
            return name.Length == 0 ? new Refusal("company-missing", "name") : new Refusal("name-too-long", "name", MaxName);
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            return new Refusal("currency-unknown", "currency");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(profile.TimeZone, out _))
            return new Refusal("time-zone-unknown", "timeZone");
        if (!Identity.Members.Profile.Languages.Contains(profile.Culture))
            return new Refusal("language-unknown", "culture");
        if (currency != scope.Tenant.Currency && await HasAmountsAsync(ct))
            return new Refusal("currency-in-use", "currency");

        await using var platform = platforms.Open();
        var tenant = await platform.Tenants.FirstAsync(t => t.Id == scope.Tenant.Id, ct);
        (tenant.Name, tenant.Currency, tenant.TimeZone, tenant.Culture) = (name, currency, profile.TimeZone, profile.Culture);
        await platform.SaveChangesAsync(ct);
        directory.Forget(tenant.ToInfo());
        scope.Enter(tenant.ToInfo());
        return tenant.ToInfo();
    }
}
