namespace Crm.Web.Activities.Calendar;

/// <summary>Marks the resource family of the calendar and of recurrence.</summary>
public sealed class CalendarTexts;
