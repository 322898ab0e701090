namespace Crm.Core.Activities;

/// <summary>Marks the resource family with the sentences for what is refused on timelines.</summary>
public sealed class ActivityRefusals;
