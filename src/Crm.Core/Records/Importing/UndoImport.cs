using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Jobs;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Importing.Running;
using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Importing;

/// <summary>Takes a whole import back: what it created goes, what it changed returns, what people edited since stays.</summary>
public sealed class UndoImport(ImportRuns runs, ICrmDbFactory dbs, CurrentActor actors, WorkQueue queue, TenantScope scope, TimeProvider clock)
{
    public async Task<Outcome<ImportRun>> RunAsync(Guid runId, CancellationToken ct)
    {
        if (await runs.FindAsync(runId, ct) is not { } run)
            return new Refusal(ImportRefusal.RunUnknown);
        if (run.State is not (ImportState.Finished or ImportState.Stopped or ImportState.Failed) || run.ChangeSetId is null)
            return new Refusal(ImportRefusal.NotUndoable);
        var member = (await actors.GetAsync(ct)).MemberId;
        run = await new ImportProgress(dbs, clock).ChangeAsync(runId, r =>
        {
            r.State = ImportState.Undoing;
            r.PlanJson = (ImportPlan.FromJson(r.PlanJson) with { UndoneBy = member }).ToJson();
        }, ct);
        await queue.EnqueueAsync(Undoing.WorkKind, scope.Tenant.Id, runId, ct);
        return run;
    }

    /// <summary>The work itself; acts for the person who asked for it.</summary>
    internal sealed class Undoing(UndoChanges undo, CurrentActor actors, ActorDirectory directory, ImportProgress progress, TimeProvider clock) : IWorkHandler
    {
        public const string WorkKind = "import-undo";

        public string Kind => WorkKind;

        public async Task RunAsync(WorkContext work)
        {
            if (await progress.LoadAsync(work.TargetId, work.Ct) is not { State: ImportState.Undoing } run)
                return;
            var person = ImportPlan.FromJson(run.PlanJson).UndoneBy ?? run.CreatedById;
            actors.Enter(ct => directory.MemberAsync(person, ct));
            var outcome = await undo.RunAsync(run.ChangeSetId!.Value, work.Ct, async seen =>
            {
                await work.CheckAsync();
                await progress.ChangeAsync(run.Id, r => r.RowsDone = Math.Max(0, r.RowsTotal - seen), work.Ct);
            });
            if (!outcome.Succeeded && outcome.Refusals[0].Code != "already-undone")
            {
                await progress.FailAsync(run.Id, outcome.Refusals[0], work.Ct);
                return;
            }
            await progress.ChangeAsync(run.Id, r => (r.State, r.RowsDone, r.FinishedAt) = (ImportState.Undone, 0, clock.GetUtcNow().UtcDateTime), work.Ct,
                db => Note(db, run.Id, outcome.Succeeded ? outcome.Value.KeptBecauseChanged : 0));
        }

        public Task GiveUpAsync(WorkContext work) => progress.FailAsync(work.TargetId, new Refusal(ImportRefusal.Broken), work.Ct);

        private static void Note(ICrmDb db, Guid runId, int kept)
        {
            if (kept > 0)
                db.Set<ImportProblem>().Add(new ImportProblem
                {
                    ImportRunId = runId,
                    Refusals = [ImportProgress.Storable(new Refusal(ImportRefusal.KeptOnUndo, null, kept))],
                });
        }
    }
}
