namespace Crm.Web.Records.Changes;

/// <summary>Marks the texts about what was changed, undone, restored and thrown away.</summary>
public sealed class ChangeTexts;
