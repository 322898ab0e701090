using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Integration;

/// <summary>A key as the list of keys shows it.</summary>
public sealed record ApiKeyRow(Guid Id, string Name, string Prefix, RoleName Role, DateTime CreatedAt, string? CreatedBy, DateTime? LastUsedAt, DateTime? RevokedAt);

/// <summary>A role by its name; <paramref name="Key"/> is set for the roles that every tenant has.</summary>
public sealed record RoleName(Guid Id, string? Key, string Name);

/// <summary>What an administrator of keys sees: all keys, the living ones first, and the roles that may be given to a new one.</summary>
public sealed class ApiKeyOverview(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors)
{
    public async Task<IReadOnlyList<ApiKeyRow>> KeysAsync(CancellationToken ct)
    {
        if (!(await actors.GetAsync(ct)).Has(AdminRight.ManageKeys))
            return [];
        await using var db = dbs.Open();
        return await (
            from key in db.Set<ApiKey>().AsNoTracking()
            join role in db.Set<Role>() on key.RoleId equals role.Id
            join maker in db.Set<Member>() on key.CreatedById equals maker.Id into makers
            from maker in makers.DefaultIfEmpty()
            orderby key.RevokedAt != null, key.CreatedAt descending
            select new ApiKeyRow(key.Id, key.Name, key.Prefix, new RoleName(role.Id, role.Key, role.Name), key.CreatedAt, maker.Name, key.LastUsedAt, key.RevokedAt))
            .ToListAsync(ct);
    }

    public async Task<IReadOnlyList<RoleName>> GrantableRolesAsync(CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        await using var db = dbs.Open();
        var roles = await db.Set<Role>().AsNoTracking().Include(r => r.Grants).OrderBy(r => r.Position).ToListAsync(ct);
        return [.. roles.Where(r => actor.MayGrant(r, schema)).Select(r => new RoleName(r.Id, r.Key, r.Name))];
    }
}
