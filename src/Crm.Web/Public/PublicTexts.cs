namespace Crm.Web.Public;

/// <summary>Marks the resource family of the product's own site.</summary>
public sealed class PublicTexts;
