namespace Crm.Web.Records.Bin;

/// <summary>Marks the texts of the recycle bin.</summary>
public sealed class BinTexts;
