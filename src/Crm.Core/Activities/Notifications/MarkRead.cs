using Crm.Core.Data;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Notifications;

/// <summary>Marks notifications of the acting member as read: the named ones, or all.</summary>
public sealed class MarkRead(ICrmDbFactory dbs, CurrentActor actors, TimeProvider clock)
{
    private const int BatchSize = 500;

    /// <returns>How many were unread before.</returns>
    public async Task<int> RunAsync(IReadOnlyCollection<Guid>? ids, CancellationToken ct)
    {
        if ((await actors.GetAsync(ct)).MemberId is not { } me)
            return 0;
        var now = clock.GetUtcNow().UtcDateTime;
        var marked = 0;
        while (true)
        {
            await using var db = dbs.Open();
            var unread = db.Set<Notification>().Where(n => n.MemberId == me && n.ReadAt == null);
            if (ids is not null)
                unread = unread.Where(n => ids.Contains(n.Id));
            var batch = await unread.OrderBy(n => n.At).Take(BatchSize).ToListAsync(ct);
            foreach (var notification in batch)
                notification.ReadAt = now;
            await db.SaveChangesAsync(ct);
            marked += batch.Count;
            if (batch.Count < BatchSize)
                return marked;
        }
    }
}
