using System.Collections.Concurrent;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records.Access;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Integration;

/// <summary>The rights of the keys in use, in memory; shared by all scopes.</summary>
public sealed class ApiKeyCache
{
    private const int MaxRemembered = 20_000;

    private readonly ConcurrentDictionary<(Guid Tenant, string Hash), Known> keys = [];

    internal Known? Find(Guid tenantId, string hash) => keys.GetValueOrDefault((tenantId, hash));

    internal void Remember(Guid tenantId, string hash, Known known)
    {
        if (keys.Count >= MaxRemembered)
            keys.Clear();
        keys[(tenantId, hash)] = known;
    }

    internal void Forget(Guid tenantId, string hash) => keys.TryRemove((tenantId, hash), out _);

    internal sealed record Known(Actor Actor, DateTime ReadAt, DateTime NotedAt);
}

/// <summary>
/// Finds who holds a key, by its hash, in the scope's tenant. Rights are remembered for <see cref="MaxAge"/>, so that a busy
/// program costs no question to the database with each call; the last use is noted once a minute.
/// </summary>
public sealed class ApiKeyHolders(ApiKeyCache cache, ActorDirectory actors, ICrmDbFactory dbs, TenantScope scope, TimeProvider clock)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(1);

    public async ValueTask<Actor?> FindAsync(string hash, CancellationToken ct)
    {
        var tenant = scope.Tenant.Id;
        var now = clock.GetUtcNow().UtcDateTime;
        var known = cache.Find(tenant, hash);
        if (known is not null && now - known.ReadAt < MaxAge)
            return known.Actor;
        if (await actors.KeyAsync(hash, ct) is not { } actor)
        {
            cache.Forget(tenant, hash);
            return null;
        }
        var note = known is null || now - known.NotedAt >= NoteEvery;
        cache.Remember(tenant, hash, new ApiKeyCache.Known(actor, now, note ? now : known!.NotedAt));
        if (note)
            await NoteUseAsync(hash, now, ct);
        return actor;
    }

    private async Task NoteUseAsync(string hash, DateTime now, CancellationToken ct)
    {
        var before = now - NoteEvery;
        await using var db = dbs.Open();
        await db.Set<ApiKey>().Where(k => k.Hash == hash && (k.LastUsedAt == null || k.LastUsedAt <= before))
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), ct);
    }
}
