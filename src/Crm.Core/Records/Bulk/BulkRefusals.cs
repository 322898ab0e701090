namespace Crm.Core.Records.Bulk;

/// <summary>Marks the sentences of refusals about acts on many records.</summary>
public sealed class BulkRefusals;
