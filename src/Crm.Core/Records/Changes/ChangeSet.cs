using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Changes;

public enum ChangeCause { Edit, Api, Import, Undo, Template, Bulk }

/// <summary>One act: everything that one person, program or job did in one go, to be shown and undone as a whole.</summary>
public sealed class ChangeSet : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public DateTime At { get; init; }

    public Guid? ActorId { get; init; }

    /// <summary>The name as it was then: of the member, or of the key.</summary>
    public required string ActorName { get; init; }

    public ChangeCause Cause { get; init; }

    /// <summary>The import or the undone set that it stems from.</summary>
    public Guid? CauseId { get; init; }

    public DateTime? UndoneAt { get; set; }

    public List<Change> Changes { get; init; } = [];
}

public enum ChangeAction { Created, Updated, Deleted, Restored }

/// <summary>What one act did to one record.</summary>
public sealed class Change : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public Guid ChangeSetId { get; init; }

    public required string RecordType { get; init; }

    public Guid RecordId { get; init; }

    public ChangeAction Action { get; init; }

    /// <summary>When it happened; the same as its set's, repeated so that a record's history reads from one index.</summary>
    public DateTime At { get; init; }

    /// <summary>The record's version after the act.</summary>
    public int Version { get; init; }

    public List<FieldChange> Fields { get; init; } = [];
}

/// <summary>Before and after of one field in machine format (see <see cref="Kinds.FieldFormat.Machine"/>); null is empty.</summary>
public sealed record FieldChange(string Field, string? Before, string? After);
