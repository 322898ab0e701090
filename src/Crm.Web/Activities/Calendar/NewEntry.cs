namespace Crm.Web.Activities.Calendar;

/// <summary>A place in the calendar at which something is about to be written down; no minutes mean the whole day.</summary>
public sealed record NewEntry(DateOnly Day, int? From, int? Until, Guid? Owner);
