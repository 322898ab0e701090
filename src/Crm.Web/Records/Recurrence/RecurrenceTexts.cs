namespace Crm.Web.Records.Recurrence;

/// <summary>Marks the resource family of sentences about how something repeats.</summary>
public sealed class RecurrenceTexts;
