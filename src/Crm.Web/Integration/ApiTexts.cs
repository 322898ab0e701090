namespace Crm.Web.Integration;

/// <summary>Marks the resource family of the API's problem titles.</summary>
public sealed class ApiTexts;
