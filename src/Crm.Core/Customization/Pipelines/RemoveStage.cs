using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Pipelines;

/// <summary>What a removal did: how many records went elsewhere, and the change set that brings all of it back.</summary>
public sealed record Removal(int Moved, Guid ChangeSetId);

/// <summary>
/// Takes a stage out of use. Its records go to another stage of the pipeline first, as one change set; undoing that set
/// brings stage and records back. A pipeline keeps an open stage, its won and its lost one.
/// </summary>
public sealed class RemoveStage(
    ChangeSchema schema, SchemaSource schemas, RecordStore store, ICrmDbFactory dbs, CurrentActor actors, TimeProvider clock)
{
    /// <summary>How many living records stand in the stage, seen or not.</summary>
    public async Task<int> HeldAsync(Guid stageId, CancellationToken ct)
    {
        var present = await schemas.GetAsync(ct);
        return await schema.IsAllowedAsync(ct) && present.PipelineOfStage(stageId) is { } pipeline
            ? await new RecordsHolding(dbs).CountAsync(present[pipeline.RecordType].Type, StageOf(present[pipeline.RecordType]), stageId, ct)
            : 0;
    }

    /// <param name="moveTo">Where its records go; needed when there are any.</param>
    public async Task<Outcome<Removal>> RunAsync(Guid stageId, Guid? moveTo, CancellationToken ct)
    {
        if (!await schema.IsAllowedAsync(ct))
            return new Refusal("not-permitted");
        var present = await schemas.GetAsync(ct);
        if (present.Stage(stageId) is not { } stage || present.PipelineOfStage(stageId) is not { } pipeline)
            return new Refusal("stage-gone");
        if (stage.Outcome != StageOutcome.Open)
            return new Refusal(stage.Outcome == StageOutcome.Won ? "stage-won-one" : "stage-lost-one");
        if (pipeline.Stages.Count(s => s.Outcome == StageOutcome.Open) == 1)
            return new Refusal("stage-open-missing");
        if (moveTo is { } target && (target == stageId || pipeline.Stages.All(s => s.Id != target)))
            return new Refusal("stage-target", "moveTo");

        var type = present[pipeline.RecordType];
        var field = StageOf(type);
        if (moveTo is null && await new RecordsHolding(dbs).CountAsync(type.Type, field, stageId, ct) is > 0 and var held)
            return new Refusal("stage-in-use", "moveTo", stage.Name, held);

        var set = await new BeginChangeSet(dbs, actors, clock).RunAsync(ct);
        var mover = new MoveHolders(new RecordsHolding(dbs), store);
        var moved = await mover.RunAsync(type, field, stageId, moveTo, set, ct);
        if (!moved.Succeeded)
            return Outcome<Removal>.Refused(moved.Refusals);
        var removed = await schema.RunAsync(async db =>
        {
            var row = await db.Set<Stage>().SingleAsync(s => s.Id == stageId, ct);
            row.RemovedInId = set;
            return Outcome<bool>.Done(true);
        }, ct);
        if (!removed.Succeeded)
            return Outcome<Removal>.Refused(removed.Refusals);
        // Whoever still had the stage on screen may have dropped a record into it meanwhile.
        var late = moveTo is null ? 0 : await mover.RunAsync(type, field, stageId, moveTo, set, ct);
        return late.Succeeded ? new Removal(moved.Value + late.Value, set) : Outcome<Removal>.Refused(late.Refusals);
    }

    internal static Field StageOf(TenantType type) => type.Fields.First(f => f.Kind is StageKind);
}
