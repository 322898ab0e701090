using Crm.Core.Data;
using Crm.Core.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Crm.Jobs;

/// <summary>Takes the next work item and gives it back: each step one statement that only holds for the present fence.</summary>
internal sealed class TakeWork(IPlatformDbFactory platforms, WorkPace pace, TimeProvider clock)
{
    private readonly Dictionary<Guid, long> served = [];
    private long turns;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <param name="busy">The tenants whose work runs already, once for each item.</param>
    public async Task<WorkItem?> RunAsync(IReadOnlyList<Guid> busy, CancellationToken ct)
    {
        await using var platform = platforms.Open();
        var now = Now;
        var due = platform.Set<WorkItem>().AsNoTracking()
            .Where(w => w.DoneAt == null && w.NotBefore <= now && (w.LeaseUntil == null || w.LeaseUntil < now));
        var waiting = await due.Select(w => w.TenantId).Distinct().ToListAsync(ct);
        // Those with nothing running first, then whoever was served longest ago.
        foreach (var tenant in waiting.OrderBy(t => busy.Count(b => b == t)).ThenBy(t => served.GetValueOrDefault(t)))
        {
            if (await due.Where(w => w.TenantId == tenant).OrderBy(w => w.NotBefore).ThenBy(w => w.Id).FirstOrDefaultAsync(ct) is not { } item)
                continue;
            var (fence, until) = (item.Fence, now + pace.Lease);
            var taken = await platform.Set<WorkItem>().Where(w => w.Id == item.Id && w.Fence == fence && w.DoneAt == null).ExecuteUpdateAsync(
                w => w.SetProperty(x => x.Fence, fence + 1).SetProperty(x => x.LeaseUntil, until).SetProperty(x => x.Attempts, x => x.Attempts + 1), ct);
            if (taken == 0)
                continue;
            served[tenant] = ++turns;
            (item.Fence, item.LeaseUntil, item.Attempts) = (fence + 1, until, item.Attempts + 1);
            return item;
        }
        return null;
    }

    /// <returns>False when the item is somebody else's now.</returns>
    public async Task<bool> RenewAsync(WorkItem item, CancellationToken ct)
    {
        await using var platform = platforms.Open();
        var until = Now + pace.Lease;
        return await Mine(platform, item).ExecuteUpdateAsync(w => w.SetProperty(x => x.LeaseUntil, until), ct) == 1;
    }

    public async Task FinishAsync(WorkItem item, string? failure, CancellationToken ct)
    {
        await using var platform = platforms.Open();
        var now = Now;
        await Mine(platform, item).ExecuteUpdateAsync(
            w => w.SetProperty(x => x.DoneAt, now).SetProperty(x => x.LeaseUntil, (DateTime?)null).SetProperty(x => x.LastFailure, failure), ct);
    }

    /// <param name="failure">What went wrong; null when the node merely stops, which is no failed attempt.</param>
    public async Task PostponeAsync(WorkItem item, TimeSpan by, string? failure, CancellationToken ct)
    {
        await using var platform = platforms.Open();
        var (next, attempts) = (Now + by, failure is null ? item.Attempts - 1 : item.Attempts);
        await Mine(platform, item).ExecuteUpdateAsync(
            w => w.SetProperty(x => x.NotBefore, next).SetProperty(x => x.LeaseUntil, (DateTime?)null)
                .SetProperty(x => x.Attempts, attempts).SetProperty(x => x.LastFailure, x => failure ?? x.LastFailure), ct);
    }

    private static IQueryable<WorkItem> Mine(IPlatformDb platform, WorkItem item)
    {
        var (id, fence) = (item.Id, item.Fence);
        return platform.Set<WorkItem>().Where(w => w.Id == id && w.Fence == fence && w.DoneAt == null);
    }
}
