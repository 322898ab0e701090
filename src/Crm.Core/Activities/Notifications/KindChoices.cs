using Crm.Core.Data;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Notifications;

/// <summary>What a member said of a kind of notification; the row stands for as long as it holds.</summary>
public interface IKindChoice
{
    Guid MemberId { get; }

    NotificationKind Kind { get; }
}

/// <summary>The kinds of which the acting member said one thing.</summary>
public abstract class KindChoices<T>(ICrmDbFactory dbs, CurrentActor actors) where T : class, IKindChoice
{
    public async Task<IReadOnlyList<NotificationKind>> RunAsync(CancellationToken ct)
    {
        if ((await actors.GetAsync(ct)).MemberId is not { } me)
            return [];
        await using var db = dbs.Open();
        return await db.Set<T>().AsNoTracking().Where(c => c.MemberId == me).Select(c => c.Kind).ToListAsync(ct);
    }

    protected async Task PutAsync(NotificationKind kind, bool holds, Func<Guid, T> make, CancellationToken ct)
    {
        if ((await actors.GetAsync(ct)).MemberId is not { } me)
            return;
        await using var db = dbs.Open();
        var held = await db.Set<T>().FirstOrDefaultAsync(c => c.MemberId == me && c.Kind == kind, ct);
        if (holds == (held is not null))
            return;
        if (held is not null)
            db.Set<T>().Remove(held);
        else
            db.Set<T>().Add(make(me));
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

/// <summary>The kinds that the acting member has switched off. What came meanwhile is kept and shown again.</summary>
public sealed class MutedKinds(ICrmDbFactory dbs, CurrentActor actors) : KindChoices<MutedKind>(dbs, actors)
{
    public Task ChooseAsync(NotificationKind kind, bool wanted, CancellationToken ct) => PutAsync(kind, !wanted, me => new MutedKind { MemberId = me, Kind = kind }, ct);
}

/// <summary>The kinds that the acting member wants by e-mail too, from the moment of choosing on.</summary>
public sealed class MailedKinds(ICrmDbFactory dbs, CurrentActor actors, TimeProvider clock) : KindChoices<MailedKind>(dbs, actors)
{
    public Task ChooseAsync(NotificationKind kind, bool wanted, CancellationToken ct) =>
        PutAsync(kind, wanted, me => new MailedKind { MemberId = me, Kind = kind, Since = clock.GetUtcNow().UtcDateTime }, ct);
}
