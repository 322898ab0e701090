using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Integration;

/// <summary>A program's way in: acts with the rights of one role. The secret itself is never stored.</summary>
public sealed class ApiKey : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public required string Name { get; set; }

    /// <summary>The beginning of the key, shown in lists so that people can tell their keys apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the whole key, in hexadecimal; the key has 256 random bits, so that no salt is needed.</summary>
    public required string Hash { get; init; }

    public required Guid RoleId { get; set; }

    public DateTime CreatedAt { get; init; }

    public Guid? CreatedById { get; init; }

    public DateTime? RevokedAt { get; set; }

    public DateTime? LastUsedAt { get; set; }
}
