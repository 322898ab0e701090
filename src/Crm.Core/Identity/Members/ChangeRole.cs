using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity.Members;

/// <summary>Gives a member another role. Nobody gives or takes a role above their own; the last owner stays one.</summary>
public sealed class ChangeRole(ICrmDbFactory dbs, CurrentActor actors)
{
    public async Task<Outcome<bool>> RunAsync(Guid memberId, Guid roleId, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        await using var db = dbs.Open();
        var managed = await db.ManagedAsync(actor, memberId, ct);
        if (!managed.Succeeded)
            return Outcome<bool>.Refused(managed.Refusals);
        var member = managed.Value;
        if (member.RoleId == roleId)
            return true;
        if (!await db.Set<Role>().AnyAsync(r => r.Id == roleId, ct))
            return new Refusal("role-unknown", "role");
        if (!await RoleRanks.ReachesAsync(db, actor, roleId, ct))
            return new Refusal("role-too-high", "role");
        if (await db.IsLastOwnerAsync(member, ct))
            return new Refusal("last-owner", "role");
        member.RoleId = roleId;
        return await db.SaveRightsAsync(ct);
    }
}
