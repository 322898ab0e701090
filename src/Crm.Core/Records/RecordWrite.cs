using Crm.Core.Records.Changes;
using Crm.Core.Shared;

namespace Crm.Core.Records;

public enum WriteKind { Create, Update, Delete, Restore }

/// <summary>
/// One wanted change: canonical values by field name (see <see cref="Kinds.FieldKind.ValueType"/>); a null empties a field.
/// With <paramref name="Version"/> the write is refused when somebody saved in between.
/// </summary>
public sealed record RecordWrite(WriteKind Kind, Guid Id, IReadOnlyDictionary<string, object?> Values, int? Version = null)
{
    private static readonly Dictionary<string, object?> None = [];

    /// <summary>What an undo gives back to fields that only rules keep, once the rules have spoken: since when it stood in its stage.</summary>
    internal IReadOnlyDictionary<string, object?> Kept { get; init; } = None;

    public static RecordWrite Create(IReadOnlyDictionary<string, object?> values) => new(WriteKind.Create, Ids.Next(), values);

    public static RecordWrite Update(Guid id, IReadOnlyDictionary<string, object?> values, int? version = null) =>
        new(WriteKind.Update, id, values, version);

    public static RecordWrite Delete(Guid id, int? version = null) => new(WriteKind.Delete, id, None, version);

    public static RecordWrite Restore(Guid id) => new(WriteKind.Restore, id, None);
}

/// <summary>How a batch of writes is to be taken.</summary>
public sealed record WriteBatch(string Type, IReadOnlyList<RecordWrite> Writes)
{
    public ChangeCause Cause { get; init; } = ChangeCause.Edit;

    /// <summary>The import or the undone change set behind it.</summary>
    public Guid? CauseId { get; init; }

    /// <summary>Adds to a change set that an earlier batch of the same act began.</summary>
    public Guid? ChangeSetId { get; init; }

    /// <summary>For records that go elsewhere because their stage goes: what their new stage demands is not held against them.</summary>
    public bool IgnoresStageDemands { get; init; }

    /// <summary>Whether what stages demand and how many they take holds: an undo gives back what was, a template tells of what has been.</summary>
    internal bool ObeysLimits => !IgnoresStageDemands && Cause is not (ChangeCause.Undo or ChangeCause.Template);

    /// <summary>For what the product fills in by itself: nobody changed the records, so no act is logged, and nobody is told.</summary>
    public bool KeepsStamps { get; init; }

    /// <summary>Checks everything and writes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether good rows are written although others are refused (imports); otherwise one refusal stops all.</summary>
    public bool SkipRefused { get; init; }

    /// <summary>
    /// Rows of the caller's own to be written in the same transaction (an import's progress), given what is about to be saved.
    /// With <see cref="SkipRefused"/> they are written even when every row was refused.
    /// </summary>
    public Action<Data.ICrmDb, WriteSummary>? Along { get; init; }
}

/// <summary>What became of one write.</summary>
public sealed record WriteResult(Guid Id, int Version, IReadOnlyList<Refusal> Refusals)
{
    public bool Succeeded => Refusals.Count == 0;

    /// <summary>Whether the write made a difference; an update to what stood there already does not.</summary>
    public bool HasChanges { get; init; }
}

/// <summary>What became of a batch: a result for each write in its order, and the change set that can undo them.</summary>
public sealed record WriteSummary(Guid? ChangeSetId, IReadOnlyList<WriteResult> Results);

public static class WholeActs
{
    /// <summary>A batch that is one thing to the person: the change set that undoes it, or what was refused of it.</summary>
    public static Outcome<Guid?> AsOneAct(this Outcome<WriteSummary> written)
    {
        var refusals = written.Succeeded ? [.. written.Value.Results.SelectMany(r => r.Refusals)] : written.Refusals;
        return refusals.Count > 0 ? Outcome<Guid?>.Refused(refusals) : written.Value.ChangeSetId;
    }
}
