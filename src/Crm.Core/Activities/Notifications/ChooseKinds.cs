using Crm.Core.Data;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Notifications;

/// <summary>The kinds of notifications that the acting member has switched off.</summary>
public sealed class MutedKinds(ICrmDbFactory dbs, CurrentActor actors)
{
    public async Task<IReadOnlyList<NotificationKind>> RunAsync(CancellationToken ct)
    {
        if ((await actors.GetAsync(ct)).MemberId is not { } me)
            return [];
        await using var db = dbs.Open();
        return await db.Set<MutedKind>().AsNoTracking().Where(m => m.MemberId == me).Select(m => m.Kind).ToListAsync(ct);
    }
}

/// <summary>Switches a kind of notification on or off for the acting member. What came meanwhile is kept and shown again.</summary>
public sealed class ChooseKinds(ICrmDbFactory dbs, CurrentActor actors)
{
    public async Task RunAsync(NotificationKind kind, bool wanted, CancellationToken ct)
    {
        if ((await actors.GetAsync(ct)).MemberId is not { } me)
            return;
        await using var db = dbs.Open();
        var muted = await db.Set<MutedKind>().FirstOrDefaultAsync(m => m.MemberId == me && m.Kind == kind, ct);
        if (wanted == (muted is null))
            return;
        if (muted is not null)
            db.Set<MutedKind>().Remove(muted);
        else
            db.Set<MutedKind>().Add(new MutedKind { MemberId = me, Kind = kind });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || db.IsUniqueViolation(failure))
        {
            // Chosen in another window in this moment: it is as wanted.
        }
    }
}
