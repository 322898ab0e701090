using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Pipelines;

/// <summary>
/// A record's time in one stage, from when it came until it left; written by the store with the move itself. What was moved
/// and taken back leaves no trace: the stay before goes on.
/// </summary>
public sealed class StageStay : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public required string RecordType { get; init; }

    public Guid RecordId { get; init; }

    public Guid StageId { get; init; }

    public DateTime EnteredAt { get; init; }

    /// <summary>The change set that brought it here; null for what stood there before stays were kept.</summary>
    public Guid? EnteredInId { get; init; }

    public string? ByName { get; init; }

    /// <summary>Somebody brought it here although the stage was full.</summary>
    public bool OverLimit { get; init; }

    public DateTime? LeftAt { get; set; }

    public Guid? LeftInId { get; set; }

    /// <summary>Seconds from coming to leaving, so that a database can average them; null while it stands there.</summary>
    public long? Seconds { get; set; }

    public void Leave(DateTime at, Guid? inId) => (LeftAt, LeftInId, Seconds) = (at, inId, Math.Max(0, (long)(at - EnteredAt).TotalSeconds));

    public void GoOn() => (LeftAt, LeftInId, Seconds) = (null, null, null);
}
