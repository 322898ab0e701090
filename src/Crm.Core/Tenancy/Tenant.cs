namespace Crm.Core.Tenancy;

/// <summary>A company that uses the product: a row of the platform's own catalogue, outside every tenant's data.</summary>
public sealed class Tenant
{
    public required Guid Id { get; init; }

    /// <summary>The sub-domain label, lower case, unique among all tenants that ever were.</summary>
    public required string Address { get; init; }

    /// <summary>The address with look-alike letters folded; refuses <c>acrne</c> beside <c>acme</c>.</summary>
    public required string Skeleton { get; init; }

    public required string Name { get; set; }

    /// <summary>ISO 4217 code of the currency that totals are shown in.</summary>
    public required string Currency { get; set; }

    /// <summary>IANA time zone name.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Culture name of the language that new members start with, such as <c>en-US</c> or <c>zh-Hans</c>.</summary>
    public required string Culture { get; set; }

    /// <summary>First month of the fiscal year, 1–12.</summary>
    public int FiscalYearStart { get; set; } = 1;

    /// <summary>Key of the template that it began with.</summary>
    public required string Template { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>When its data stood ready; null while it is being provisioned.</summary>
    public DateTime? ReadyAt { get; set; }

    public DateTime? SuspendedAt { get; set; }

    public DateTime? DeletedAt { get; set; }

    public DateTime? TrialEndsAt { get; set; }

    public TenantState State => this switch
    {
        { DeletedAt: not null } => TenantState.Deleted,
        { SuspendedAt: not null } => TenantState.Suspended,
        { ReadyAt: null } => TenantState.Provisioning,
        _ => TenantState.Active,
    };

    public TenantInfo ToInfo() => new(Id, Address, Name, State, Currency, TimeZone, Culture, FiscalYearStart, Template, CreatedAt);
}

public enum TenantState { Provisioning, Active, Suspended, Deleted }

/// <summary>What a request, circuit or job knows of its tenant: a snapshot that is refreshed within seconds.</summary>
public sealed record TenantInfo(
    Guid Id, string Address, string Name, TenantState State, string Currency, string TimeZone, string Culture,
    int FiscalYearStart, string Template, DateTime CreatedAt)
{
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
