using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Pipelines;

/// <summary>
/// Makes or changes a pipeline: name, stages, their order. A stage that the draft leaves out is refused, for its records need
/// a new place (<see cref="RemoveStage"/>); so is another outcome for a stage that holds records. Open records keep the
/// probability that they have.
/// </summary>
public sealed class ChangePipeline(ChangeSchema schema, SchemaSource schemas, ICrmDbFactory dbs)
{
    public async Task<Outcome<Guid>> RunAsync(PipelineDraft draft, CancellationToken ct)
    {
        var present = await schemas.GetAsync(ct);
        if (present.Find(draft.RecordType) is not { } type || type.Fields.FirstOrDefault(f => f.Kind is StageKind) is not { } field)
            return new Refusal("pipeline-type", "recordType", draft.RecordType);
        List<Refusal> problems = [.. draft.Problems()];
        foreach (var (stage, name) in draft.Stages.SelectMany(s => (s.Demands ?? Enumerable.Empty<string>()).Select(d => (s, d))))
            if (type.Find(name) is not { } demanded || !StageDemands.CanDemand(type, demanded, stage.Outcome))
                problems.Add(new Refusal("stage-demand", "stages", stage.Name.Trim(), name));
        if (present.PipelinesOf(type.Name).Any(p => p.Id != draft.Id && p.Name.Equals(draft.Name.Trim(), StringComparison.OrdinalIgnoreCase)))
            problems.Add(new Refusal("pipeline-name-taken", "name", draft.Name.Trim()));
        if (present.Pipelines.FirstOrDefault(p => p.Id == draft.Id) is { } known)
            problems.AddRange(await OutcomesAsync(known, draft, type.Type, field, ct));
        return problems.Count > 0
            ? Outcome<Guid>.Refused(problems)
            : await schema.RunAsync(db => WriteAsync(db, draft, ct), ct);
    }

    private async Task<List<Refusal>> OutcomesAsync(Pipeline known, PipelineDraft draft, RecordType type, Field field, CancellationToken ct)
    {
        var problems = new List<Refusal>();
        foreach (var stage in known.Stages)
            if (draft.Stages.FirstOrDefault(s => s.Id == stage.Id) is { } wanted && wanted.Outcome != stage.Outcome
                && await new RecordsHolding(dbs).CountAsync(type, field, stage.Id, ct) is > 0 and var count)
                problems.Add(new Refusal("stage-outcome-in-use", "stages", stage.Name, count));
        return problems;
    }

    private static async Task<Outcome<Guid>> WriteAsync(ICrmDb db, PipelineDraft draft, CancellationToken ct)
    {
        var pipelines = db.Set<Pipeline>();
        Pipeline? pipeline;
        if (draft.Id is null)
        {
            var last = await pipelines.MaxAsync(p => (int?)p.Position, ct) ?? -1;
            pipelines.Add(pipeline = new Pipeline { RecordType = draft.RecordType, Name = draft.Name.Trim(), Position = last + 1 });
        }
        else
        {
            pipeline = await pipelines.Include(p => p.Stages).FirstOrDefaultAsync(p => p.Id == draft.Id && p.RecordType == draft.RecordType && p.RemovedInId == null, ct);
        }
        if (pipeline is null)
            return new Refusal("pipeline-unknown");
        var present = pipeline.Stages.Where(s => s.RemovedInId is null).ToDictionary(s => s.Id);
        if (draft.Stages.Any(s => s.Id is { } id && !present.ContainsKey(id)))
            return new Refusal("stage-gone", "stages");
        if (present.Keys.Except(draft.Stages.Select(s => s.Id ?? Guid.Empty)).Any())
            return new Refusal("stage-left-out", "stages");

        pipeline.Name = draft.Name.Trim();
        foreach (var (wanted, position) in draft.Stages.Select((s, i) => (s, i)))
        {
            var stage = wanted.Id is { } id ? present[id] : null;
            if (stage is null)
                db.Set<Stage>().Add(stage = new Stage { PipelineId = pipeline.Id, Name = "", Colour = "" });
            Put(wanted, position, stage);
        }
        return pipeline.Id;
    }

    private static void Put(StageDraft wanted, int position, Stage stage)
    {
        stage.Name = wanted.Name.Trim();
        stage.Colour = wanted.Colour;
        stage.Outcome = wanted.Outcome;
        stage.Probability = wanted.Outcome switch { StageOutcome.Won => 100, StageOutcome.Lost => 0, _ => wanted.Probability };
        stage.NormDays = wanted.Outcome == StageOutcome.Open ? wanted.NormDays : null;
        stage.MostRecords = wanted.Outcome == StageOutcome.Open ? wanted.MostRecords : null;
        stage.RefusesOverLimit = wanted.RefusesOverLimit && stage.MostRecords is not null;
        stage.RequiredFields = [.. wanted.Demands ?? Enumerable.Empty<string>()];
        stage.Position = position;
    }
}
