using Crm.Core.Shared;

namespace Crm.Core.Records.Boards;

/// <summary>
/// Puts a record into another column by writing the field that makes the columns, and with it what the person answered to the
/// column's questions. Refused when somebody saved the record after this version of the card was read. The result is the
/// change set that undoes it, null when it already stood there.
/// </summary>
public sealed class MoveCard(RecordStore store)
{
    public async Task<Outcome<Guid?>> RunAsync(
        BoardShape board, BoardCard card, BoardColumn to, CancellationToken ct, IReadOnlyDictionary<string, object?>? answers = null)
    {
        var values = new Dictionary<string, object?>(answers ?? new Dictionary<string, object?>()) { [board.By.Name] = to.Value };
        var written = await store.WriteAsync(new WriteBatch(board.Type.Name, [RecordWrite.Update(card.Id, values, card.Version)]), ct);
        if (!written.Succeeded)
            return Outcome<Guid?>.Refused(written.Refusals);
        var result = written.Value.Results[0];
        return result.Succeeded ? Outcome<Guid?>.Done(written.Value.ChangeSetId) : Outcome<Guid?>.Refused(result.Refusals);
    }
}
