namespace Crm.Web.Integration;

/// <summary>Marks the resource family of the page of API keys.</summary>
public sealed class ApiKeyTexts;
