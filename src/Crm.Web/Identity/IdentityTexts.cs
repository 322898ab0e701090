namespace Crm.Web.Identity;

/// <summary>Marks the resource family of the sign-in pages.</summary>
public sealed class IdentityTexts;
