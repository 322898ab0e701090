namespace Crm.Core.Activities.Reminders;

/// <summary>That a member was just reminded of something; <paramref name="NotificationId"/> says of what.</summary>
public sealed record MemberReminded(Guid TenantId, Guid MemberId, Guid NotificationId);

/// <summary>Tells the open pages of this process; a page elsewhere finds the same message in the inbox.</summary>
public sealed class ReminderFeed
{
    public event Action<MemberReminded>? Reminded;

    public void Publish(MemberReminded reminded) => Reminded?.Invoke(reminded);
}
