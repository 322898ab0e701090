namespace Crm.Core.Tenancy;

/// <summary>
/// A row that belongs to one tenant. Every such class becomes a table of the tenant database by itself, filtered by tenant,
/// with the tenant first in its key. The save guard alone writes <see cref="TenantId"/>.
/// </summary>
public interface ITenantOwned
{
    Guid TenantId { get; }
}

/// <summary>A tenant-owned row that is marked as deleted before it is purged; queries leave it out by a named filter.</summary>
public interface ISoftDeleted
{
    DateTime? DeletedAt { get; }
}
