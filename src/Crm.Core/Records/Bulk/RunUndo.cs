using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Jobs;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Importing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Bulk;

/// <summary>Carries out a large undo for the person who asked for it. What is already back is passed over, so that it may begin anywhere.</summary>
internal sealed class RunUndo(UndoChanges undo, BulkProgress progress, ICrmDbFactory dbs, CurrentActor actors, ActorDirectory directory) : IWorkHandler
{
    public const string WorkKind = "undo";

    public string Kind => WorkKind;

    public async Task RunAsync(WorkContext work)
    {
        if (await progress.LoadAsync(work.TargetId, work.Ct) is not { IsMoving: true, CreatedById: { } person, UndoesId: { } undone } run)
            return;
        actors.Enter(ct => directory.MemberAsync(person, ct));
        try
        {
            await UndoAsync(work, run, undone);
        }
        catch (ActorGoneException)
        {
            await progress.EndAsync(run.Id, BulkState.Failed, work.Ct, "bulk-person-gone");
        }
        catch (StopRequestedException)
        {
            await progress.EndAsync(run.Id, BulkState.Stopped, work.Ct);
        }
    }

    public Task GiveUpAsync(WorkContext work) => progress.EndAsync(work.TargetId, BulkState.Failed, work.Ct, "bulk-broken");

    private async Task UndoAsync(WorkContext work, BulkRun run, Guid undone)
    {
        var from = new UndoProgress(run.LastId, run.Done, run.Changed, run.Refused);
        var outcome = await undo.RunAsync(undone, UndoChoices.FromJson(run.SelectionJson), run.ChangeSetId, from, async at =>
        {
            await work.CheckAsync();
            await progress.ChangeAsync(run.Id, r => (r.State, r.LastId, r.Done, r.Changed, r.Refused) = (BulkState.Running, at.Last, at.Seen, at.Undone, at.Kept), work.Ct);
            if (await progress.StopRequestedAsync(run.Id, work.Ct))
                throw new StopRequestedException();
        }, work.Ct);
        // A crash between the last batch and this line finds the act already marked.
        if (!outcome.Succeeded && outcome.Refusals[0].Code != "already-undone")
        {
            await progress.EndAsync(run.Id, BulkState.Failed, work.Ct, outcome.Refusals[0].Code);
            return;
        }
        await using (var db = dbs.Open())
            await db.Set<ImportRun>().Where(i => i.ChangeSetId == undone).ExecuteUpdateAsync(i => i.SetProperty(x => x.State, ImportState.Undone), work.Ct);
        await progress.EndAsync(run.Id, BulkState.Finished, work.Ct);
    }

    private sealed class StopRequestedException : Exception;
}
