namespace Crm.Core.Tenancy;

/// <summary>One row a tenant, inside its own data.</summary>
public sealed class TenantSettings : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    /// <summary>Grows with every change of fields, choices, pipelines or roles; caches compare it.</summary>
    public int SchemaVersion { get; set; }

    /// <summary>Members and roles of this tenant changed this often; caches of rights compare it.</summary>
    public int RightsVersion { get; set; }
}
