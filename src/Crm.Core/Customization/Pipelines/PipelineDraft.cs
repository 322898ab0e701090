using Crm.Core.Records;
using Crm.Core.Records.Boards;
using Crm.Core.Shared;

namespace Crm.Core.Customization.Pipelines;

/// <summary>A stage as an admin wants it; without an id it is new.</summary>
/// <param name="MostRecords">How many records may stand in it before its board says that it is full.</param>
/// <param name="RefusesOverLimit">Whether it then takes no more, instead of a warning.</param>
/// <param name="Demands">Names of the fields that a record must have filled to come in.</param>
public sealed record StageDraft(
    Guid? Id, string Name, string Colour, int Probability, StageOutcome Outcome, int? NormDays = null, int? MostRecords = null, ValueSet? Demands = null, bool RefusesOverLimit = false);

/// <summary>A pipeline as an admin wants it, its stages in their order; without an id it is new.</summary>
public sealed record PipelineDraft(Guid? Id, string RecordType, string Name, IReadOnlyList<StageDraft> Stages)
{
    public const int MaxStages = 30;
    private const int MaxName = 80;
    private const int MaxNorm = 3650;
    private const int MaxLimit = 100_000;

    /// <summary>What a pipeline must be: somewhere to begin, one way to win, one to lose, and names to tell them apart.</summary>
    public IEnumerable<Refusal> Problems()
    {
        foreach (var problem in Naming(Name, "name"))
            yield return problem;
        if (Stages.Count > MaxStages)
            yield return new Refusal("stages-too-many", "stages", MaxStages);
        if (Stages.All(s => s.Outcome != StageOutcome.Open))
            yield return new Refusal("stage-open-missing", "stages");
        if (Stages.Count(s => s.Outcome == StageOutcome.Won) != 1)
            yield return new Refusal("stage-won-one", "stages");
        if (Stages.Count(s => s.Outcome == StageOutcome.Lost) != 1)
            yield return new Refusal("stage-lost-one", "stages");
        foreach (var stage in Stages)
            foreach (var problem in Problems(stage))
                yield return problem;
        foreach (var twin in Stages.GroupBy(s => s.Name.Trim(), StringComparer.OrdinalIgnoreCase).Where(g => g.Key.Length > 0).SelectMany(g => g.Skip(1)))
            yield return new Refusal("stage-name-taken", FieldOf(twin), twin.Name.Trim());
    }

    private IEnumerable<Refusal> Problems(StageDraft stage)
    {
        foreach (var problem in Naming(stage.Name, FieldOf(stage)))
            yield return problem;
        if (stage.Probability is < 0 or > 100)
            yield return new Refusal("stage-probability", FieldOf(stage), stage.Name.Trim());
        if (!Palette.Names.Contains(stage.Colour))
            yield return new Refusal("stage-colour", FieldOf(stage), stage.Colour);
        if (stage.NormDays is < 1 or > MaxNorm)
            yield return new Refusal("stage-norm", FieldOf(stage), stage.Name.Trim(), MaxNorm);
        if (stage.MostRecords is < 1 or > MaxLimit)
            yield return new Refusal("stage-limit", FieldOf(stage), stage.Name.Trim(), MaxLimit);
    }

    private static IEnumerable<Refusal> Naming(string name, string field)
    {
        if (string.IsNullOrWhiteSpace(name))
            yield return new Refusal("name-blank", field);
        else if (name.Trim().Length > MaxName)
            yield return new Refusal("name-too-long", field, MaxName);
    }

    private string FieldOf(StageDraft stage) => $"stages.{Stages.TakeWhile(s => !ReferenceEquals(s, stage)).Count()}";
}
