namespace Crm.Core.Records.Boards;

/// <summary>Marks the sentences of refusals about boards.</summary>
public sealed class BoardRefusals;
