namespace Crm.Core.Analytics;

/// <summary>
/// Which sales are asked for: those of <paramref name="Year"/> (null means the latest year in which a deal closed), or of all
/// time, of one team or of everybody that the actor may see. Years are calendar years.
/// </summary>
public sealed record SalesSelection(int? Year = null, bool AllTime = false, Guid? TeamId = null);
