namespace Crm.Web.Records.Lists;

/// <summary>Marks the resource family of lists and their views.</summary>
public sealed class ListTexts;
