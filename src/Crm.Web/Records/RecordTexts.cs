namespace Crm.Web.Records;

/// <summary>Marks the resource family that names record types, fields, views, sections and choices.</summary>
public sealed class RecordTexts;
