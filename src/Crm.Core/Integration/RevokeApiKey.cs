using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Integration;

/// <summary>
/// Takes a key out of use for good: at once on this node, within <see cref="ApiKeyHolders.MaxAge"/> on the others.
/// </summary>
public sealed class RevokeApiKey(ICrmDbFactory dbs, CurrentActor actors, ApiKeyCache cache, TimeProvider clock)
{
    public async Task<Outcome<ApiKey>> RunAsync(Guid keyId, CancellationToken ct)
    {
        if (!(await actors.GetAsync(ct)).Has(AdminRight.ManageKeys))
            return new Refusal("not-permitted");
        await using var db = dbs.Open();
        if (await db.Set<ApiKey>().FirstOrDefaultAsync(k => k.Id == keyId, ct) is not { } key)
            return new Refusal("key-unknown");
        key.RevokedAt ??= clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(ct);
        cache.Forget(db.TenantId, key.Hash);
        return key;
    }
}
