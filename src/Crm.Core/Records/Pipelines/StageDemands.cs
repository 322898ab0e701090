using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Pipelines;

/// <summary>
/// What a stage wants to know of the records that come into it. The store refuses a record that comes without, by field; what
/// stands there already may be edited elsewhere, only not emptied of it.
/// </summary>
public static class StageDemands
{
    /// <summary>Whether a stage may ask for the field: somebody can fill it in, and its absence is possible. What tells of one end is asked for there alone.</summary>
    public static bool CanDemand(TenantType type, Field field, StageOutcome outcome) =>
        field is { TakesInput: true, IsTitle: false, IsHidden: false, Kind: not (StageKind or LinkKind) }
        && (outcome != StageOutcome.Open || !type.Type.KnownAtEnd.Contains(field.Name))
        && Enum.GetValues<StageOutcome>().All(other => other == outcome || !type.Type.AskedAt(other).Contains(field.Name));

    /// <summary>The demanded fields; one that was retired since is not asked for.</summary>
    public static IEnumerable<Field> Of(TenantType type, Stage stage) =>
        stage.RequiredFields.Select(type.Find).OfType<Field>().Where(f => CanDemand(type, f, stage.Outcome));

    /// <summary>What a person is asked who moves a record there: the demanded fields, and those that the type asks for at such an end.</summary>
    public static IEnumerable<Field> Questions(TenantType type, Stage stage) =>
        Of(type, stage).Concat(type.Type.AskedAt(stage.Outcome).Select(type.Find).OfType<Field>().Where(f => CanDemand(type, f, stage.Outcome))).Distinct();
}
