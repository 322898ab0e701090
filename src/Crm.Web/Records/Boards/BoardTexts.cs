namespace Crm.Web.Records.Boards;

/// <summary>Marks the resource family of the board page.</summary>
public sealed class BoardTexts;
