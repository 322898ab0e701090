namespace Crm.Core.Records.Changes;

/// <summary>What must stand again before the records of a change set can go back: the stage that they were in.</summary>
public interface IUndoFirst
{
    Task RunAsync(Guid changeSetId, CancellationToken ct);
}
