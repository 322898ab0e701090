using Crm.Core.Data;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Notifications;

/// <summary>Takes back that notifications of the acting member were read: the named ones, or all that were marked since a moment.</summary>
public sealed class MarkUnread(ICrmDbFactory dbs, CurrentActor actors)
{
    private const int Most = 5000;

    public async Task RunAsync(IReadOnlyCollection<Guid>? ids, DateTime since, CancellationToken ct)
    {
        if ((await actors.GetAsync(ct)).MemberId is not { } me)
            return;
        await using var db = dbs.Open();
        var read = db.Set<Notification>().Where(n => n.MemberId == me && n.ReadAt >= since);
        if (ids is not null)
            read = read.Where(n => ids.Contains(n.Id));
        foreach (var notification in await read.OrderBy(n => n.Id).Take(Most).ToListAsync(ct))
            notification.ReadAt = null;
        await db.SaveChangesAsync(ct);
    }
}
