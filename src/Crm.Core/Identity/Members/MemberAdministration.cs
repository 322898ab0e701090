using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity.Members;

/// <summary>What every act on a member asks first, and what it leaves behind.</summary>
internal static class MemberAdministration
{
    /// <summary>
    /// The member, tracked, when the actor may manage it: with the right to manage members, and standing no lower than it.
    /// </summary>
    public static async Task<Outcome<Member>> ManagedAsync(this ICrmDb db, Actor actor, Guid memberId, CancellationToken ct)
    {
        if (!actor.Has(AdminRight.ManageMembers))
            return new Refusal("not-permitted");
        if (await db.Set<Member>().FirstOrDefaultAsync(m => m.Id == memberId, ct) is not { } member)
            return new Refusal("member-unknown");
        return await RoleRanks.ReachesAsync(db, actor, member.RoleId, ct) ? member : new Refusal("not-permitted");
    }

    /// <summary>Whether the member is the only active owner with a login.</summary>
    public static async Task<bool> IsLastOwnerAsync(this ICrmDb db, Member member, CancellationToken ct)
    {
        var owner = await db.Set<Role>().Where(r => r.Key == RoleKeys.Owner).Select(r => r.Id).FirstAsync(ct);
        return member.RoleId == owner && member.DeactivatedAt is null && member.UserId is not null
            && !await db.Set<Member>().AnyAsync(m => m.Id != member.Id && m.RoleId == owner && m.UserId != null && m.DeactivatedAt == null, ct);
    }

    /// <summary>
    /// Writes the change of rights. Every such act raises one number that the database compares, so that of two that race
    /// (two owners demoting each other) one is told to look again.
    /// </summary>
    public static async Task<Outcome<bool>> SaveRightsAsync(this ICrmDb db, CancellationToken ct)
    {
        var before = await db.Set<TenantSettings>().Select(s => s.RightsVersion).FirstAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Set<TenantSettings>().Where(s => s.RightsVersion == before).ExecuteUpdateAsync(s => s.SetProperty(x => x.RightsVersion, before + 1), ct) == 0)
            return new Refusal("changed-meanwhile");
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal("changed-meanwhile");
        }
        await transaction.CommitAsync(ct);
        return true;
    }
}
