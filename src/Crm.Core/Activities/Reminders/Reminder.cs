using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Activities.Reminders;

/// <summary>
/// That somebody is to be reminded of a record. A row says what was wished when it was written; whether it still holds is asked of
/// the record when the time has come, so that a record that was moved needs no old row found and changed.
/// </summary>
public sealed class Reminder : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    /// <summary>The record, as <c>type/id</c>.</summary>
    public required string About { get; init; }

    /// <summary>When the record happens.</summary>
    public DateTime Moment { get; init; }

    /// <summary>When to remind of it.</summary>
    public DateTime At { get; init; }

    /// <summary>When it was seen to, whether or not anybody was told; two nodes cannot both do it.</summary>
    public DateTime? SettledAt { get; set; }
}
