using Crm.Core.Data;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Jobs;

/// <summary>Hands long work to whichever node is free. The work's own rows must be committed before it is asked for.</summary>
public sealed class WorkQueue(IPlatformDbFactory platforms, WorkSignal signal, TimeProvider clock)
{
    /// <summary>Asks for work on a row; when the same is already waiting or under way, that one stands.</summary>
    public async Task EnqueueAsync(string kind, Guid tenantId, Guid targetId, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var platform = platforms.Open();
        platform.Set<WorkItem>().Add(new WorkItem
        {
            Id = Ids.Next(),
            Kind = kind,
            TenantId = tenantId,
            TargetId = targetId,
            CreatedAt = now,
            NotBefore = now,
        });
        try
        {
            await platform.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (platform.IsUniqueViolation(failure))
        {
            return;
        }
        signal.Raise();
    }
}

/// <summary>Wakes this process's drain as soon as work was asked for here; other nodes find it when they look next.</summary>
public sealed class WorkSignal
{
    private readonly SemaphoreSlim raised = new(0, 1);

    public void Raise()
    {
        try
        {
            raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already raised and not yet heard: once is enough.
        }
    }

    /// <summary>Returns when raised, or after the time at the latest.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => raised.WaitAsync(atMost, ct);
}
