namespace Crm.Core.Shared;

/// <summary>Marks the resource family that holds the sentence for every <see cref="Refusal.Code"/>.</summary>
public sealed class Refusals;
