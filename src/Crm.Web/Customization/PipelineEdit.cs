using Crm.Core.Customization.Pipelines;
using Crm.Core.Records;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Pipelines;
using Crm.Core.Shared;

namespace Crm.Web.Customization;

/// <summary>A stage under an admin's hands.</summary>
public sealed class StageEdit
{
    public Guid? Id { get; init; }

    public string Name { get; set; } = "";

    public string Colour { get; set; } = Palette.Names[0];

    public int Probability { get; set; }

    public StageOutcome Outcome { get; set; }

    public int? NormDays { get; set; }

    public int? MostRecords { get; set; }

    public bool RefusesOverLimit { get; set; }

    /// <summary>Names of the fields that a record must have filled to come in.</summary>
    public List<string> Demands { get; init; } = [];

    public StageDraft Draft => new(Id, Name, Colour, Probability, Outcome, NormDays, MostRecords, ValueSet.Of(Demands), RefusesOverLimit);

    public void Demand(string field, bool isDemanded)
    {
        Demands.Remove(field);
        if (isDemanded)
            Demands.Add(field);
    }
}

/// <summary>A pipeline under an admin's hands, until it is saved or dropped.</summary>
public sealed class PipelineEdit
{
    private readonly PipelineDraft saved;

    public PipelineEdit(string recordType, Pipeline? pipeline, IReadOnlyList<StageEdit> stages)
    {
        (RecordType, Id, Name, Stages) = (recordType, pipeline?.Id, pipeline?.Name ?? "", [.. stages]);
        saved = Draft;
    }

    public string RecordType { get; }

    public Guid? Id { get; }

    public string Name { get; set; }

    public List<StageEdit> Stages { get; }

    public PipelineDraft Draft => new(Id, RecordType, Name, [.. Stages.Select(s => s.Draft)]);

    public bool IsChanged => Id is null || saved.Name != Name || !saved.Stages.SequenceEqual(Stages.Select(s => s.Draft));

    /// <summary>Whether an open stage's probability differs from what was saved, which its records will not follow.</summary>
    public bool ChangesProbability => Stages.Any(s => s.Id is not null && s.Outcome == StageOutcome.Open
        && saved.Stages.FirstOrDefault(old => old.Id == s.Id) is { } before && before.Probability != s.Probability);

    public static PipelineEdit Of(Pipeline pipeline) => new(pipeline.RecordType, pipeline, [.. pipeline.Stages.Select(s => new StageEdit
    {
        Id = s.Id,
        Name = s.Name,
        Colour = s.Colour,
        Probability = s.Probability,
        Outcome = s.Outcome,
        NormDays = s.NormDays,
        MostRecords = s.MostRecords,
        RefusesOverLimit = s.RefusesOverLimit,
        Demands = [.. s.RequiredFields],
    })]);

    /// <summary>A new stage stands last among the open ones.</summary>
    public void AddStage()
    {
        var at = Stages.FindLastIndex(s => s.Outcome == StageOutcome.Open) + 1;
        Stages.Insert(at, new StageEdit { Colour = Palette.At(at), Probability = at == 0 ? 10 : Stages[at - 1].Probability });
    }

    public void Shift(StageEdit stage, int way)
    {
        var at = Stages.IndexOf(stage);
        if (at + way < 0 || at + way >= Stages.Count)
            return;
        Stages.RemoveAt(at);
        Stages.Insert(at + way, stage);
    }
}
