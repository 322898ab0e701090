using Crm.Core.Shared;

namespace Crm.Core.Records.Boards;

/// <summary>
/// Puts a record into another column by writing the field that makes the columns. Refused when somebody saved the record
/// after this version of the card was read. The result is the change set that undoes it, null when it already stood there.
/// </summary>
public sealed class MoveCard(RecordStore store)
{
    public async Task<Outcome<Guid?>> RunAsync(BoardShape board, BoardCard card, BoardColumn to, CancellationToken ct)
    {
        var write = RecordWrite.Update(card.Id, new Dictionary<string, object?> { [board.By.Name] = to.Value }, card.Version);
        var written = await store.WriteAsync(new WriteBatch(board.Type.Name, [write]), ct);
        if (!written.Succeeded)
            return Outcome<Guid?>.Refused(written.Refusals);
        var result = written.Value.Results[0];
        return result.Succeeded ? Outcome<Guid?>.Done(written.Value.ChangeSetId) : Outcome<Guid?>.Refused(result.Refusals);
    }
}
