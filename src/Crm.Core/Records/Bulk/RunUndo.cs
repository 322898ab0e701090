using Crm.Core.Identity;
using Crm.Core.Jobs;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Importing;
using Crm.Core.Shared;

namespace Crm.Core.Records.Bulk;

/// <summary>Carries out a large undo for the person who asked for it. What is already back is passed over, so that it may begin anywhere.</summary>
internal sealed class RunUndo(UndoChanges undo, BulkProgress progress, ImportUndone imports, CurrentActor actors, ActorDirectory directory) : IWorkHandler
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
            await FailAsync(run.Id, undone, "bulk-person-gone", work.Ct);
        }
        catch (StopRequestedException)
        {
            await imports.BreakOffAsync(undone, null, work.Ct);
            await progress.EndAsync(run.Id, BulkState.Stopped, work.Ct);
        }
    }

    public async Task GiveUpAsync(WorkContext work)
    {
        if (await progress.LoadAsync(work.TargetId, work.Ct) is { UndoesId: { } undone })
            await FailAsync(work.TargetId, undone, "bulk-broken", work.Ct);
    }

    private async Task UndoAsync(WorkContext work, BulkRun run, Guid undone)
    {
        var from = new UndoProgress(run.LastId, run.Done, run.Changed, run.Refused);
        var outcome = await undo.RunAsync(undone, UndoChoices.FromJson(run.SelectionJson), run.ChangeSetId, from, async at =>
        {
            await work.CheckAsync();
            await progress.ChangeAsync(run.Id, r => (r.State, r.LastId, r.Done, r.Changed, r.Refused) = (BulkState.Running, at.Last, at.Seen, at.Undone, at.Kept), work.Ct);
            await imports.AdvanceAsync(undone, at.Seen, work.Ct);
            if (await progress.StopRequestedAsync(run.Id, work.Ct))
                throw new StopRequestedException();
        }, work.Ct);
        // A crash between the last batch and this line finds the act already marked.
        if (!outcome.Succeeded && outcome.Refusals[0].Code != "already-undone")
        {
            await FailAsync(run.Id, undone, outcome.Refusals[0].Code, work.Ct);
            return;
        }
        await imports.EndAsync(undone, outcome.Succeeded ? outcome.Value.KeptBecauseChanged : 0, work.Ct);
        await progress.EndAsync(run.Id, BulkState.Finished, work.Ct);
    }

    private async Task FailAsync(Guid run, Guid undone, string code, CancellationToken ct)
    {
        await imports.BreakOffAsync(undone, new Refusal(code), ct);
        await progress.EndAsync(run, BulkState.Failed, ct, code);
    }

    private sealed class StopRequestedException : Exception;
}
