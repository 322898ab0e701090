namespace Crm.Web.Customization;

/// <summary>Marks the resource family of the pages that shape pipelines and fields.</summary>
public sealed class CustomizationTexts;
