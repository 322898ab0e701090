using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Integration;

/// <summary>A key just made. <paramref name="Secret"/> can never be read again.</summary>
public sealed record NewApiKey(Guid Id, string Secret);

/// <summary>Makes a key for a program, with a role that reaches no further than its maker's own rights.</summary>
public sealed class CreateApiKey(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, TimeProvider clock)
{
    public const int MaxNameLength = 80;

    public async Task<Outcome<NewApiKey>> RunAsync(string name, Guid roleId, CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        if (!actor.Has(AdminRight.ManageKeys))
            return new Refusal("not-permitted");
        name = name.Trim();
        if (name.Length == 0 || name.Any(char.IsControl))
            return new Refusal("key-name-missing", "name");
        if (name.Length > MaxNameLength)
            return new Refusal("key-name-too-long", "name", MaxNameLength);

        await using var db = dbs.Open();
        var role = await db.Set<Role>().AsNoTracking().Include(r => r.Grants).FirstOrDefaultAsync(r => r.Id == roleId, ct);
        if (role is null)
            return new Refusal("key-role-unknown", "role");
        if (!actor.MayGrant(role, schema))
            return new Refusal("key-role-too-high", "role");

        var secret = ApiKeySecret.Next();
        var key = new ApiKey
        {
            Name = name,
            Prefix = ApiKeySecret.Shown(secret),
            Hash = ApiKeySecret.Hash(secret),
            RoleId = roleId,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
            CreatedById = actor.MemberId,
        };
        db.Set<ApiKey>().Add(key);
        await db.SaveChangesAsync(ct);
        return new NewApiKey(key.Id, secret);
    }
}
