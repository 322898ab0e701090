using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Rates;

/// <summary>What one unit of a currency is worth in the tenant's own, from a day on until the next rate.</summary>
public sealed class CurrencyRate : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public required string Currency { get; init; }

    /// <summary>The tenant's currency when the rate was set; rates to another one are worth nothing any more.</summary>
    public required string To { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required decimal Rate { get; set; }

    public required DateTime SetAt { get; set; }

    public required string SetBy { get; set; }
}
