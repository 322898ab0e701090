using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity.Members;

/// <summary>Withdraws the invitation of a member who has not joined yet; the row stays, without login.</summary>
public sealed class RevokeInvitation(ICrmDbFactory dbs, CurrentActor actors, TimeProvider clock)
{
    public async Task<Outcome<bool>> RunAsync(Guid memberId, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var managed = await db.ManagedAsync(await actors.GetAsync(ct), memberId, ct);
        if (!managed.Succeeded)
            return Outcome<bool>.Refused(managed.Refusals);
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Set<Invitation>().Where(i => i.MemberId == memberId && i.AcceptedAt == null && i.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedAt, now), ct) > 0;
    }
}
