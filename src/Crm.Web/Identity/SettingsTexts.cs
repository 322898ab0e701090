namespace Crm.Web.Identity;

/// <summary>Marks the resource family of the pages on members, one's own profile and the company.</summary>
public sealed class SettingsTexts;
