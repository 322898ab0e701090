namespace Crm.Web.Records.Bulk;

/// <summary>Marks the texts about acts on many records.</summary>
public sealed class BulkTexts;
