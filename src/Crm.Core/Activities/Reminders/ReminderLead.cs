namespace Crm.Core.Activities.Reminders;

/// <summary>How long before its moment somebody is reminded of something: the choices of the field <c>reminder</c>.</summary>
public static class ReminderLead
{
    public const string FieldName = "reminder";
    public const string AtTime = "at-time";
    public const string TenMinutes = "10-minutes";

    public static readonly string[] All = [AtTime, TenMinutes, "1-hour", "1-day", "none"];

    /// <summary>Null for no reminder, and for a choice that a tenant added.</summary>
    public static TimeSpan? Of(string? choice) => choice switch
    {
        AtTime => TimeSpan.Zero,
        TenMinutes => TimeSpan.FromMinutes(10),
        "1-hour" => TimeSpan.FromHours(1),
        "1-day" => TimeSpan.FromDays(1),
        _ => null,
    };
}
