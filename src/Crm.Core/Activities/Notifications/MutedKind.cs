using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Activities.Notifications;

/// <summary>A kind of notification that a member does not want to see.</summary>
public sealed class MutedKind : ITenantOwned, IKindChoice
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public Guid MemberId { get; init; }

    public NotificationKind Kind { get; init; }
}
