namespace Crm.Web.Activities.Calendar;

/// <summary>Marks the resource family of the calendar, of recurrence and of reminders.</summary>
public sealed class CalendarTexts;
