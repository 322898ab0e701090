using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Shared;

namespace Crm.Core.Customization;

/// <summary>Opens a change set before the first of its batches, so that an act without records can be undone too.</summary>
internal sealed class BeginChangeSet(ICrmDbFactory dbs, CurrentActor actors, TimeProvider clock)
{
    public async Task<Guid> RunAsync(CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        var set = new ChangeSet
        {
            Id = Ids.Next(),
            At = clock.GetUtcNow().UtcDateTime,
            ActorId = actor.MemberId,
            ActorName = actor.Name,
            Cause = ChangeCause.Bulk,
        };
        await using var db = dbs.Open();
        db.Set<ChangeSet>().Add(set);
        await db.SaveChangesAsync(ct);
        return set.Id;
    }
}
