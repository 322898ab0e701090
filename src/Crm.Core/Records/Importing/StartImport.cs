using Crm.Core.Data;
using Crm.Core.Jobs;
using Crm.Core.Records.Access;
using Crm.Core.Records.Importing.Running;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Importing;

/// <summary>Lets a drafted import run with its final plan, as work that outlives the page.</summary>
public sealed class StartImport(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, WorkQueue queue, TenantScope scope)
{
    public async Task<Outcome<ImportRun>> RunAsync(Guid runId, ImportPlan plan, CancellationToken ct)
    {
        await using var db = dbs.Open();
        if (await db.Set<ImportRun>().FirstOrDefaultAsync(r => r.Id == runId, ct) is not { } run)
            return new Refusal(ImportRefusal.RunUnknown);
        var actor = await actors.GetAsync(ct);
        if (actor.MemberId != run.CreatedById)
            return new Refusal(ImportRefusal.RunUnknown);
        if (run.State != ImportState.Draft)
            return new Refusal(ImportRefusal.NotDraft);
        var context = ImportContext.Of(run.Id, run.RecordType, plan, await schemas.GetAsync(ct), actor);
        if (!context.Succeeded)
            return Outcome<ImportRun>.Refused(context.Refusals);
        run.PlanJson = plan.ToJson();
        run.State = ImportState.Queued;
        await db.SaveChangesAsync(ct);
        await queue.EnqueueAsync(RunImport.WorkKind, scope.Tenant.Id, run.Id, ct);
        return run;
    }
}
