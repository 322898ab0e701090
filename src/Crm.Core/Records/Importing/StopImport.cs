using Crm.Core.Data;
using Crm.Core.Records.Importing.Running;
using Crm.Core.Shared;

namespace Crm.Core.Records.Importing;

/// <summary>Asks a running import to stop; it ends after the batch at hand, and what is in stays in until it is undone.</summary>
public sealed class StopImport(ImportRuns runs, ICrmDbFactory dbs, TimeProvider clock)
{
    public async Task<Outcome<ImportRun>> RunAsync(Guid runId, CancellationToken ct)
    {
        if (await runs.FindAsync(runId, ct) is not { } run)
            return new Refusal(ImportRefusal.RunUnknown);
        if (run.State is not (ImportState.Queued or ImportState.Running))
            return new Refusal(ImportRefusal.NotRunning);
        return await new ImportProgress(dbs, clock).ChangeAsync(runId, r => r.StopRequestedAt = clock.GetUtcNow().UtcDateTime, ct);
    }
}
