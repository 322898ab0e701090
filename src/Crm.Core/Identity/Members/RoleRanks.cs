using Crm.Core.Data;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity.Members;

/// <summary>A role that may be given, with its key or own name.</summary>
public sealed record RoleChoice(Guid Id, string? Key, string Name);

/// <summary>
/// Which roles an actor may give away or take: those whose every right it has itself. Owners alone make and unmake owners.
/// </summary>
public sealed class RoleRanks(ICrmDbFactory dbs, CurrentActor actors)
{
    public async Task<IReadOnlyList<RoleChoice>> AssignableAsync(CancellationToken ct)
    {
        await using var db = dbs.Open();
        var actor = await actors.GetAsync(ct);
        var mine = await MineAsync(db, actor, ct);
        var roles = await db.Set<Role>().AsNoTracking().Include(r => r.Grants).OrderBy(r => r.Position).ToListAsync(ct);
        return [.. roles.Where(r => Reaches(actor, mine, r)).Select(r => new RoleChoice(r.Id, r.Key, r.Name))];
    }

    /// <summary>Whether the actor stands at least as high as a role; a null role is below everybody.</summary>
    internal static async Task<bool> ReachesAsync(ICrmDb db, Actor actor, Guid? roleId, CancellationToken ct)
    {
        if (roleId is null)
            return true;
        var role = await db.Set<Role>().AsNoTracking().Include(r => r.Grants).FirstOrDefaultAsync(r => r.Id == roleId, ct);
        return role is not null && Reaches(actor, await MineAsync(db, actor, ct), role);
    }

    private static Task<Role?> MineAsync(ICrmDb db, Actor actor, CancellationToken ct) =>
        db.Set<Member>().AsNoTracking().Where(m => m.Id == actor.MemberId).Select(m => m.Role).FirstOrDefaultAsync(ct);

    private static bool Reaches(Actor actor, Role? mine, Role role)
    {
        if (actor.Kind == ActorKind.System)
            return true;
        if (role.Key == RoleKeys.Owner)
            return mine?.Key == RoleKeys.Owner;
        return role.AdminRights.All(actor.Has) && role.Grants.All(grant => ScopeOf(actor, grant) >= grant.Scope);
    }

    private static AccessScope ScopeOf(Actor actor, RoleGrant grant) =>
        actor.Grants.TryGetValue((grant.RecordType, grant.Action), out var own) ? own
        : actor.Grants.TryGetValue((Actor.AnyType, grant.Action), out var any) ? any
        : AccessScope.None;
}
