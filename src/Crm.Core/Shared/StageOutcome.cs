namespace Crm.Core.Shared;

/// <summary>What it means for a record to stand in a stage.</summary>
public enum StageOutcome { Open, Won, Lost }
