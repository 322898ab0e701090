using Crm.Core.Data;
using Crm.Core.Jobs;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Bulk;

/// <summary>
/// Does one thing to many records as one act. Up to <see cref="AtOnce"/> records it is done when this returns; more become
/// work that outlives the page, and the returned run is still moving.
/// </summary>
public sealed class StartBulk(
    SelectedRecords selected, BulkSteps steps, ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, WorkQueue queue, TenantScope scope, TimeProvider clock)
{
    /// <summary>So many records are done while the person waits.</summary>
    public const int AtOnce = 200;

    public async Task<Outcome<BulkRun>> RunAsync(BulkSelection selection, BulkAct act, CancellationToken ct)
    {
        var (schema, actor) = ((await schemas.GetAsync(ct)).Shown, await actors.GetAsync(ct));
        if (schema.Find(selection.Type) is not { } type || !actor.May(type.Type, RecordAction.View))
            return new Refusal("type-unknown", null, selection.Type);
        if (!actor.May(type.Type, act.Right))
            return new Refusal("not-permitted");
        var compose = act.Compose(type, schema.Tenant.Currency);
        if (!compose.Succeeded)
            return Outcome<BulkRun>.Refused(compose.Refusals);
        var now = Kinds.DateTimeKind.Kept(clock.GetUtcNow().UtcDateTime);
        if (selection.Ids is null)
            selection = selection with { Until = now };
        var count = await selected.CountAsync(selection, act.Right, ct);
        if (!count.Succeeded)
            return Outcome<BulkRun>.Refused(count.Refusals);
        if (count.Value.All == 0)
            return new Refusal("bulk-nothing-chosen");

        var run = new BulkRun
        {
            Kind = act.Kind,
            RecordType = type.Name,
            SelectionJson = selection.ToJson(),
            ActJson = act.ToJson(),
            ChangeSetId = Ids.Next(),
            Total = selection.Ids?.Count ?? count.Value.All,
            CreatedById = actor.MemberId,
            CreatedAt = now,
        };
        await using (var db = dbs.Open())
        {
            db.Set<BulkRun>().Add(run);
            db.Set<ChangeSet>().Add(new ChangeSet
            {
                Id = run.ChangeSetId,
                At = now,
                ActorId = actor.MemberId,
                ActorName = actor.Name,
                Cause = ChangeCause.Bulk,
                CauseId = run.Id,
            });
            await db.SaveChangesAsync(ct);
        }
        // A program has no member to act for later: its calls are done before they return.
        if (run.Total <= AtOnce || actor.MemberId is null)
            return await steps.RunAsync(run, () => Task.CompletedTask, ct);
        await queue.EnqueueAsync(RunBulk.WorkKind, scope.Tenant.Id, run.Id, ct);
        return run;
    }
}
