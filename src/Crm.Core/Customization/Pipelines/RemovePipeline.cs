using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Pipelines;

/// <summary>
/// Takes a pipeline out of use. Its open records go to an open stage of another one, won and lost ones to that one's won and
/// lost stages, as one change set that brings all of it back. The last pipeline of a type stays.
/// </summary>
public sealed class RemovePipeline(
    ChangeSchema schema, SchemaSource schemas, RecordStore store, ICrmDbFactory dbs, CurrentActor actors, TimeProvider clock)
{
    /// <summary>How many living records stand in the pipeline, seen or not.</summary>
    public async Task<int> HeldAsync(Guid pipelineId, CancellationToken ct)
    {
        var present = await schemas.GetAsync(ct);
        if (!await schema.IsAllowedAsync(ct) || present.Pipelines.FirstOrDefault(p => p.Id == pipelineId) is not { } pipeline)
            return 0;
        var type = present[pipeline.RecordType];
        var held = 0;
        foreach (var stage in pipeline.Stages)
            held += await new RecordsHolding(dbs).CountAsync(type.Type, RemoveStage.StageOf(type), stage.Id, ct);
        return held;
    }

    /// <param name="moveTo">The open stage of another pipeline to which its open records go; needed when it holds any records.</param>
    public async Task<Outcome<Removal>> RunAsync(Guid pipelineId, Guid? moveTo, CancellationToken ct)
    {
        if (!await schema.IsAllowedAsync(ct))
            return new Refusal("not-permitted");
        var present = await schemas.GetAsync(ct);
        if (present.Pipelines.FirstOrDefault(p => p.Id == pipelineId) is not { } pipeline)
            return new Refusal("pipeline-unknown");
        if (present.PipelinesOf(pipeline.RecordType).Count() == 1)
            return new Refusal("pipeline-last");
        var target = moveTo is { } id ? present.PipelineOfStage(id) : null;
        if (moveTo is not null && (target is null || target == pipeline || target.RecordType != pipeline.RecordType || present.Stage(moveTo.Value)!.Outcome != StageOutcome.Open))
            return new Refusal("stage-target", "moveTo");
        if (target is null && await HeldAsync(pipelineId, ct) is > 0 and var held)
            return new Refusal("pipeline-in-use", "moveTo", pipeline.Name, held);

        var set = await new BeginChangeSet(dbs, actors, clock).RunAsync(ct);
        var moved = target is null ? 0 : await MoveAsync(present[pipeline.RecordType], pipeline, target, moveTo!.Value, set, ct);
        if (!moved.Succeeded)
            return Outcome<Removal>.Refused(moved.Refusals);
        var removed = await schema.RunAsync(async db =>
        {
            var row = await db.Set<Pipeline>().Include(p => p.Stages).SingleAsync(p => p.Id == pipelineId, ct);
            row.RemovedInId = set;
            foreach (var stage in row.Stages.Where(s => s.RemovedInId is null))
                stage.RemovedInId = set;
            return Outcome<Removal>.Done(new Removal(moved.Value, set));
        }, ct);
        return removed;
    }

    private async Task<Outcome<int>> MoveAsync(TenantType type, Pipeline from, Pipeline to, Guid open, Guid set, CancellationToken ct)
    {
        var mover = new MoveHolders(new RecordsHolding(dbs), store);
        var sum = 0;
        foreach (var stage in from.Stages)
        {
            var target = stage.Outcome == StageOutcome.Open ? open : to.Stages.First(s => s.Outcome == stage.Outcome).Id;
            var moved = await mover.RunAsync(type, RemoveStage.StageOf(type), stage.Id, target, set, ct);
            if (!moved.Succeeded)
                return moved;
            sum += moved.Value;
        }
        return sum;
    }
}
