using Crm.Core.Data;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Notifications;

/// <summary>The kinds of notifications that the acting member wants by e-mail.</summary>
public sealed class MailedKinds(ICrmDbFactory dbs, CurrentActor actors)
{
    public async Task<IReadOnlyList<NotificationKind>> RunAsync(CancellationToken ct)
    {
        if ((await actors.GetAsync(ct)).MemberId is not { } me)
            return [];
        await using var db = dbs.Open();
        return await db.Set<MailedKind>().AsNoTracking().Where(m => m.MemberId == me).Select(m => m.Kind).ToListAsync(ct);
    }
}

/// <summary>Wants a kind of notification by e-mail, or not any more. What came before is not sent.</summary>
public sealed class ChooseMail(ICrmDbFactory dbs, CurrentActor actors, TimeProvider clock)
{
    public async Task RunAsync(NotificationKind kind, bool wanted, CancellationToken ct)
    {
        if ((await actors.GetAsync(ct)).MemberId is not { } me)
            return;
        await using var db = dbs.Open();
        var mailed = await db.Set<MailedKind>().FirstOrDefaultAsync(m => m.MemberId == me && m.Kind == kind, ct);
        if (wanted == (mailed is not null))
            return;
        if (mailed is not null)
            db.Set<MailedKind>().Remove(mailed);
        else
            db.Set<MailedKind>().Add(new MailedKind { MemberId = me, Kind = kind, Since = clock.GetUtcNow().UtcDateTime });
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
