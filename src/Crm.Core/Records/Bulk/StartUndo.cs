using Crm.Core.Data;
using Crm.Core.Jobs;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Importing;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Bulk;

/// <summary>An undo that is done, or one that goes on as work.</summary>
public sealed record UndoStarted(UndoResult? Done, BulkRun? Run);

/// <summary>Undoes an act: a small one at once, one of many records (a bulk edit, an import) as work that outlives the page.</summary>
public sealed class StartUndo(UndoChanges undo, ImportUndone imports, ICrmDbFactory dbs, CurrentActor actors, WorkQueue queue, TenantScope scope, TimeProvider clock)
{
    public async Task<Outcome<UndoStarted>> RunAsync(Guid changeSetId, UndoChoices choices, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        BulkRun run;
        await using (var db = dbs.Open())
        {
            if (await db.Set<ChangeSet>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == changeSetId, ct) is not { } set)
                return new Refusal("record-unknown");
            if (set.UndoneAt is not null)
                return new Refusal("already-undone");
            if (await imports.IsMovingAsync(changeSetId, ct))
                return new Refusal(ImportRefusal.NotUndoable);
            var changes = await db.Set<Change>().CountAsync(c => c.ChangeSetId == changeSetId, ct);
            if (changes <= StartBulk.AtOnce || actor.MemberId is null)
            {
                var done = await undo.RunAsync(changeSetId, choices, null, new UndoProgress(null, 0, 0, 0), _ => Task.CompletedTask, ct);
                if (!done.Succeeded)
                    return Outcome<UndoStarted>.Refused(done.Refusals);
                await imports.EndAsync(changeSetId, done.Value.KeptBecauseChanged, ct);
                return new UndoStarted(done.Value, null);
            }
            var now = Kinds.DateTimeKind.Kept(clock.GetUtcNow().UtcDateTime);
            run = new BulkRun
            {
                Kind = BulkKind.Undo,
                SelectionJson = choices.ToJson(),
                UndoesId = changeSetId,
                ChangeSetId = Ids.Next(),
                Total = changes,
                CreatedById = actor.MemberId,
                CreatedAt = now,
            };
            db.Set<BulkRun>().Add(run);
            db.Set<ChangeSet>().Add(new ChangeSet
            {
                Id = run.ChangeSetId,
                At = now,
                ActorId = actor.MemberId,
                ActorName = actor.Name,
                Cause = ChangeCause.Undo,
                CauseId = changeSetId,
            });
            await db.SaveChangesAsync(ct);
        }
        await imports.AdvanceAsync(changeSetId, 0, ct);
        await queue.EnqueueAsync(RunUndo.WorkKind, scope.Tenant.Id, run.Id, ct);
        return new UndoStarted(null, run);
    }
}
