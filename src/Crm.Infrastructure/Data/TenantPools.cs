using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Crm.Infrastructure.Data;

/// <summary>
/// Contexts that rest until they are needed again: to make a new one takes longer than most answers of the database. Each
/// tenant has its own, so that a context belongs to one tenant for all its life.
/// </summary>
internal sealed class TenantPools<T>(DbContextOptions<T> options, CrmModel model, NodeChannel channel) where T : CrmDb
{
    private const int PerTenant = 8;
    private const int MostTenants = 256;

    private readonly ConcurrentDictionary<Guid, PooledDbContextFactory<T>> pools = [];

    public T Open(Guid tenantId)
    {
        if (pools.TryGetValue(tenantId, out var known))
            return known.CreateDbContext();
        if (pools.Count >= MostTenants)
            pools.Clear();
        return pools.GetOrAdd(tenantId, id => new PooledDbContextFactory<T>(
            (DbContextOptions<T>)options.WithExtension(new TenantOption(model, id, channel)), PerTenant)).CreateDbContext();
    }
}
