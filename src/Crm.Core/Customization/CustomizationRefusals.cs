namespace Crm.Core.Customization;

/// <summary>Marks the sentences of refusals about pipelines and fields.</summary>
public sealed class CustomizationRefusals;
