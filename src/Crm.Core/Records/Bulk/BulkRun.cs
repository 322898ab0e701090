using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Bulk;

public enum BulkState { Queued, Running, Stopped, Finished, Failed }

public enum BulkKind { Edit, Delete, Restore, Undo }

/// <summary>One act on many records, from the click to its undo: what was chosen, what is done to it, how far it came.</summary>
public sealed class BulkRun : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public BulkKind Kind { get; init; }

    /// <summary>The type of the records; null for an undo, which may reach several.</summary>
    public string? RecordType { get; init; }

    /// <summary>JSON of <see cref="BulkSelection"/>, or of <see cref="Changes.UndoChoices"/> for an undo.</summary>
    public required string SelectionJson { get; init; }

    /// <summary>JSON of <see cref="BulkAct"/>; empty for an undo.</summary>
    public string ActJson { get; init; } = "";

    /// <summary>The act that an undo takes back.</summary>
    public Guid? UndoesId { get; init; }

    /// <summary>The act that holds every change of this run.</summary>
    public Guid ChangeSetId { get; init; }

    public BulkState State { get; set; }

    public int Total { get; set; }

    /// <summary>Records that are settled; an interrupted run goes on behind them.</summary>
    public int Done { get; set; }

    /// <summary>The last settled record (for an undo: change) in the order of ids.</summary>
    public Guid? LastId { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    public int Refused { get; set; }

    public Guid? CreatedById { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? FinishedAt { get; set; }

    public DateTime? StopRequestedAt { get; set; }

    /// <summary>Code of the refusal that ended it, when it failed as a whole.</summary>
    public string? Problem { get; set; }

    public bool IsMoving => State is BulkState.Queued or BulkState.Running;
}

/// <summary>Why a record was left as it is.</summary>
public sealed class BulkProblem : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public required Guid BulkRunId { get; init; }

    public required Guid RecordId { get; init; }

    public required string Code { get; init; }

    public string? Field { get; init; }

    /// <summary>What the sentence mentions, in machine format.</summary>
    public List<string> Args { get; init; } = [];
}
