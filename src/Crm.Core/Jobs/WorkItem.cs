using Crm.Core.Shared;

namespace Crm.Core.Jobs;

/// <summary>
/// A piece of long work that any node may take: a row with a lease and a fencing token. The work itself and its progress are
/// rows of the tenant; this one only says that there is something to do.
/// </summary>
public sealed class WorkItem
{
    public Guid Id { get; init; } = Ids.Next();

    public required Guid TenantId { get; init; }

    /// <summary>Which handler takes it, such as <c>import</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The row that the handler works on; one item a kind and target is alive at a time.</summary>
    public required Guid TargetId { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime NotBefore { get; set; }

    public DateTime? LeaseUntil { get; set; }

    /// <summary>Grows with each taking; a worker that was overtaken finds a higher number and writes nothing more.</summary>
    public int Fence { get; set; }

    public int Attempts { get; set; }

    public DateTime? DoneAt { get; set; }

    /// <summary>What went wrong the last time, for operators.</summary>
    public string? LastFailure { get; set; }
}
