namespace Crm.Web.Records.Importing;

/// <summary>Marks the resource family of the import wizard and of the list of imports.</summary>
public sealed class ImportTexts;
