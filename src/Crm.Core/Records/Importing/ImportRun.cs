using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Importing;

public enum ImportState { Draft, Queued, Running, Stopped, Finished, Failed, Undoing, Undone }

/// <summary>One import from upload to undo: the file, the plan, how far it came and what became of the rows.</summary>
public sealed class ImportRun : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public required string RecordType { get; set; }

    /// <summary>The name that the file had on the person's machine; shown, never used as a path.</summary>
    public required string FileName { get; init; }

    /// <summary>Key of the uploaded bytes in the file store.</summary>
    public required string StoredFile { get; init; }

    public long FileBytes { get; init; }

    /// <summary>The mapping and the answers given in the wizard, as JSON of <c>ImportPlan</c>.</summary>
    public string PlanJson { get; set; } = "{}";

    public ImportState State { get; set; }

    public int RowsTotal { get; set; }

    /// <summary>Rows that are settled; an interrupted import goes on behind them.</summary>
    public int RowsDone { get; set; }

    public int Created { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int Refused { get; set; }

    /// <summary>The act that holds every change of this import.</summary>
    public Guid? ChangeSetId { get; set; }

    public Guid CreatedById { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; set; }

    public DateTime? FinishedAt { get; set; }

    public DateTime? StopRequestedAt { get; set; }

    /// <summary>Code of the refusal that ended it, when it failed as a whole.</summary>
    public string? Problem { get; set; }
}

/// <summary>Why a row was not taken, for the list of problems and for the error file.</summary>
public sealed class ImportProblem : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public required Guid ImportRunId { get; init; }

    /// <summary>Ordinal of the row, the first row of data being 1.</summary>
    public int Row { get; init; }

    /// <summary>Line of the file on which the row begins.</summary>
    public int Line { get; init; }

    /// <summary>The cells as they stood in the file.</summary>
    public List<string> Cells { get; init; } = [];

    public List<ImportRowRefusal> Refusals { get; init; } = [];
}

/// <summary>A refusal of one row in storable form; the sentence is made when it is shown, in the reader's language.</summary>
public sealed record ImportRowRefusal(string Code, string? Field, IReadOnlyList<string> Args);
