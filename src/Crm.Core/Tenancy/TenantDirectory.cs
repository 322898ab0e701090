using System.Collections.Concurrent;
using Crm.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Tenancy;

/// <summary>
/// Finds tenants for requests, circuits and jobs; remembers them for <see cref="MaxAge"/>, so that a suspension or a new
/// name is seen by every node within seconds. Unknown names are remembered too, a bounded number of them.
/// </summary>
public sealed class TenantDirectory(IPlatformDbFactory platforms, TimeProvider clock)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);
    private const int MaxRemembered = 50_000;

    private readonly ConcurrentDictionary<string, (TenantInfo? Tenant, DateTimeOffset ReadAt)> byAddress = [];
    private readonly ConcurrentDictionary<Guid, (TenantInfo? Tenant, DateTimeOffset ReadAt)> byId = [];

    public async ValueTask<TenantInfo?> FindByAddressAsync(string address, CancellationToken ct)
    {
        if (byAddress.TryGetValue(address, out var known) && IsFresh(known.ReadAt))
            return known.Tenant;
        await using var platform = platforms.Open();
        return Remember(byAddress, address, await platform.Tenants.AsNoTracking().FirstOrDefaultAsync(t => t.Address == address, ct));
    }

    public async ValueTask<TenantInfo?> FindAsync(Guid id, CancellationToken ct)
    {
        if (byId.TryGetValue(id, out var known) && IsFresh(known.ReadAt))
            return known.Tenant;
        await using var platform = platforms.Open();
        return Remember(byId, id, await platform.Tenants.AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, ct));
    }

    /// <summary>After a change made here: this node sees it at once.</summary>
    public void Forget(TenantInfo tenant)
    {
        byAddress.TryRemove(tenant.Address, out _);
        byId.TryRemove(tenant.Id, out _);
    }

    private TenantInfo? Remember<TKey>(ConcurrentDictionary<TKey, (TenantInfo?, DateTimeOffset)> cache, TKey key, Tenant? found) where TKey : notnull
    {
        if (cache.Count >= MaxRemembered)
            cache.Clear();
        var info = found?.ToInfo();
        cache[key] = (info, clock.GetUtcNow());
        return info;
    }

    private bool IsFresh(DateTimeOffset readAt) => clock.GetUtcNow() - readAt < MaxAge;
}
