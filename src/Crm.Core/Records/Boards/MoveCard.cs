using Crm.Core.Records.Editing;
using Crm.Core.Shared;

namespace Crm.Core.Records.Boards;

/// <summary>
/// What became of a move: the change set that undoes it, null when the record already stood there; or the move of somebody
/// else that it met, and then nothing was written.
/// </summary>
public sealed record CardMoved(Guid? ChangeSetId, EditConflict? Conflict);

/// <summary>
/// Puts a record into another column by writing the field that makes the columns, and with it what the person answered to the
/// column's questions. What somebody else changed in other fields since the card was read stays; where it was moved, a person
/// decides.
/// </summary>
public sealed class MoveCard(SaveEdit save)
{
    public async Task<Outcome<CardMoved>> RunAsync(
        BoardShape board, BoardCard card, BoardColumn to, CancellationToken ct, IReadOnlyDictionary<string, object?>? answers = null)
    {
        var mine = new Dictionary<string, object?>(answers ?? new Dictionary<string, object?>()) { [board.By.Name] = to.Value };
        // Questions are asked for what is empty.
        var original = mine.ToDictionary(m => m.Key, m => m.Key == board.By.Name ? board.Column(card.Column)?.Value : null);
        var saved = await save.RunAsync(board.Type.Name, card.Id, card.Version, original, mine, ct);
        return saved.Succeeded ? new CardMoved(saved.Value.ChangeSetId, saved.Value.Conflict) : Outcome<CardMoved>.Refused(saved.Refusals);
    }
}
