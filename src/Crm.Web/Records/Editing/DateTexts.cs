namespace Crm.Web.Records.Editing;

/// <summary>Words of the calendar under a box for a day or a time.</summary>
public sealed class DateTexts;
