namespace Crm.Core.Identity;

/// <summary>Marks the resource family of sentences for sign-up, sign-in and members.</summary>
public sealed class IdentityRefusals;
