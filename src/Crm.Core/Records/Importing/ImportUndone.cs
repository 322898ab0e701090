using Crm.Core.Data;
using Crm.Core.Records.Importing.Running;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Importing;

/// <summary>Shows on an import how the undo of its act fares, wherever it was asked for; acts that are no import's are passed over.</summary>
public sealed class ImportUndone(ICrmDbFactory dbs, TimeProvider clock)
{
    /// <summary>Whether the act is an import's that still writes, or is being taken back already.</summary>
    public async Task<bool> IsMovingAsync(Guid changeSetId, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await db.Set<ImportRun>().AnyAsync(r => r.ChangeSetId == changeSetId
            && (r.State == ImportState.Queued || r.State == ImportState.Running || r.State == ImportState.Undoing), ct);
    }

    /// <param name="seen">Changes looked at so far.</param>
    public async Task AdvanceAsync(Guid changeSetId, int seen, CancellationToken ct)
    {
        await using var db = dbs.Open();
        await db.Set<ImportRun>().Where(r => r.ChangeSetId == changeSetId).ExecuteUpdateAsync(r => r
            .SetProperty(x => x.State, ImportState.Undoing).SetProperty(x => x.RowsDone, x => x.RowsTotal > seen ? x.RowsTotal - seen : 0), ct);
    }

    /// <param name="kept">Changes left as they are because somebody changed them since.</param>
    public Task EndAsync(Guid changeSetId, int kept, CancellationToken ct) =>
        CloseAsync(changeSetId, ImportState.Undone, kept > 0 ? new Refusal(ImportRefusal.KeptOnUndo, null, kept) : null, ct);

    /// <summary>What was begun is not finished: it can be undone once more.</summary>
    public Task BreakOffAsync(Guid changeSetId, Refusal? because, CancellationToken ct) =>
        CloseAsync(changeSetId, because is null ? ImportState.Stopped : ImportState.Failed, because, ct);

    private async Task CloseAsync(Guid changeSetId, ImportState state, Refusal? note, CancellationToken ct)
    {
        await using var db = dbs.Open();
        if (await db.Set<ImportRun>().Where(r => r.ChangeSetId == changeSetId).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct) is not { } run)
            return;
        await new ImportProgress(dbs, clock).ChangeAsync(run, r => (r.State, r.RowsDone, r.FinishedAt) = (state, state == ImportState.Undone ? 0 : r.RowsDone, clock.GetUtcNow().UtcDateTime), ct, along =>
        {
            if (note is not null)
                along.Set<ImportProblem>().Add(new ImportProblem { ImportRunId = run, Refusals = [ImportProgress.Storable(note)] });
        });
    }
}
