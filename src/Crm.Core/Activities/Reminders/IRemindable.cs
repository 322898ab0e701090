using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Activities.Reminders;

/// <summary>A record that happens at a moment of which its owner wants to be reminded.</summary>
public interface IRemindable
{
    /// <summary>A choice of <see cref="ReminderLead"/>.</summary>
    string? Reminder { get; }

    /// <summary>The first time after a moment at which it happens; null when it has none, or is done.</summary>
    Occurrence? NextTime(DateTime after);

    /// <summary>Whether a reminder that comes late still helps when the time itself is over.</summary>
    bool MattersAfterwards { get; }
}
