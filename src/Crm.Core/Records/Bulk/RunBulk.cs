using Crm.Core.Identity;
using Crm.Core.Jobs;
using Crm.Core.Records.Access;

namespace Crm.Core.Records.Bulk;

/// <summary>Carries out a large bulk act for the person who asked for it, with present rights.</summary>
internal sealed class RunBulk(BulkSteps steps, BulkProgress progress, CurrentActor actors, ActorDirectory directory) : IWorkHandler
{
    public const string WorkKind = "bulk";

    public string Kind => WorkKind;

    public async Task RunAsync(WorkContext work)
    {
        if (await progress.LoadAsync(work.TargetId, work.Ct) is not { IsMoving: true, CreatedById: { } person } run)
            return;
        actors.Enter(ct => directory.MemberAsync(person, ct));
        try
        {
            await steps.RunAsync(run, work.CheckAsync, work.Ct);
        }
        catch (ActorGoneException)
        {
            await progress.EndAsync(run.Id, BulkState.Failed, work.Ct, "bulk-person-gone");
        }
    }

    public Task GiveUpAsync(WorkContext work) => progress.EndAsync(work.TargetId, BulkState.Failed, work.Ct, "bulk-broken");
}
