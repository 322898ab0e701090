using Crm.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Jobs;

/// <summary>A taken work item in the hands of its handler.</summary>
/// <param name="fence">The number under which it was taken; whoever takes it later has a higher one.</param>
/// <param name="ct">Ends when the process stops or the lease is lost.</param>
public sealed class WorkContext(IPlatformDbFactory platforms, Guid itemId, Guid tenantId, Guid targetId, int fence, CancellationToken ct)
{
    public Guid ItemId { get; } = itemId;

    public Guid TenantId { get; } = tenantId;

    public Guid TargetId { get; } = targetId;

    public int Fence { get; } = fence;

    public CancellationToken Ct { get; } = ct;

    /// <summary>
    /// Throws <see cref="WorkLostException"/> when somebody else has taken the item meanwhile, so that a worker that was frozen
    /// writes nothing more. Between this question and a commit time may pass: the work's own progress row is the last guard.
    /// </summary>
    public async Task CheckAsync()
    {
        Ct.ThrowIfCancellationRequested();
        await using var platform = platforms.Open();
        if (!await platform.Set<WorkItem>().AnyAsync(w => w.Id == ItemId && w.Fence == Fence && w.DoneAt == null, Ct))
            throw new WorkLostException();
    }
}

/// <summary>The lease ran out and another worker has the item now.</summary>
public sealed class WorkLostException() : Exception("Another worker has taken this work.");
