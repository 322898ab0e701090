using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Activities.Notifications;

public enum NotificationKind { Mention, Assigned, AssignedMany, Reminder, Due }

/// <summary>Something that a member should know. It holds no text of its own: the inbox says it in its reader's language.</summary>
public sealed class Notification : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    /// <summary>Whom it concerns.</summary>
    public Guid MemberId { get; init; }

    public NotificationKind Kind { get; init; }

    /// <summary>The record that it is about, as <c>type/id</c>: shown only as long as the member may see it. Null concerns none.</summary>
    public string? About { get; init; }

    /// <summary>The note or other entry in which it happened, as <c>type/id</c>.</summary>
    public string? Entry { get; init; }

    /// <summary>Whoever caused it, by the name of then; null where time did.</summary>
    public string? ByName { get; init; }

    /// <summary>What the sentence mentions: an excerpt, a number, the name of a record type.</summary>
    public List<string> Arguments { get; init; } = [];

    public DateTime At { get; init; }

    public DateTime? ReadAt { get; set; }

    /// <summary>When the wish to have it by e-mail was seen to, whether or not a mail was written; null also where nobody wished it.</summary>
    public DateTime? MailSettledAt { get; init; }
}
