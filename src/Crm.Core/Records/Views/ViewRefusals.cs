namespace Crm.Core.Records.Views;

/// <summary>Marks the resource family that holds the sentences for refusals of saved views.</summary>
public sealed class ViewRefusals;
