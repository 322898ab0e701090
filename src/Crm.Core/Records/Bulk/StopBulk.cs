using Crm.Core.Shared;

namespace Crm.Core.Records.Bulk;

/// <summary>Asks a bulk act to stop; it ends after the batch at hand, and what is done stays until it is undone.</summary>
public sealed class StopBulk(BulkRuns runs, BulkProgress progress, TimeProvider clock)
{
    public async Task<Outcome<BulkRun>> RunAsync(Guid runId, CancellationToken ct)
    {
        if (await runs.FindAsync(runId, ct) is not { IsMoving: true })
            return new Refusal("bulk-not-running");
        return await progress.ChangeAsync(runId, r => r.StopRequestedAt ??= clock.GetUtcNow().UtcDateTime, ct);
    }
}
