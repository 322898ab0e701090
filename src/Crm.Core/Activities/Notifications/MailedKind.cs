using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Activities.Notifications;

/// <summary>A kind of notification that a member wants by e-mail too, from a moment on.</summary>
public sealed class MailedKind : ITenantOwned, IKindChoice
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public Guid MemberId { get; init; }

    public NotificationKind Kind { get; init; }

    public DateTime Since { get; init; }
}
