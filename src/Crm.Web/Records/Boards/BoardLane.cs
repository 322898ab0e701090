using Crm.Core.Records.Boards;

namespace Crm.Web.Records.Boards;

/// <summary>A column as it stands on the screen: its figures and the cards that were fetched so far.</summary>
public sealed class BoardLane(BoardColumn column)
{
    public BoardColumn Column { get; } = column;

    /// <summary>Over all the records of the column; null until they are counted, for that takes longer than the first cards.</summary>
    public BoardFigures? Counted { get; set; }

    public BoardFigures Figures => Counted ?? BoardFigures.None;

    public List<BoardCard> Cards { get; } = [];

    public bool HasMore => Counted is { } known ? Cards.Count < known.Count : Cards.Count >= BoardReader.PageSize;

    public bool IsEmpty => Figures.Count == 0 && Cards.Count == 0;

    /// <summary>Records without a choice get a column only while there are some.</summary>
    public bool IsShown => Column.Value is not null || !IsEmpty;

    /// <summary>Whether a card that was not fetched before belongs to the part that is shown.</summary>
    public bool Reaches(BoardCard card) => IsNewest(card) || !HasMore;

    public void Take(BoardCard card) => Cards.Insert(IsNewest(card) ? 0 : Cards.Count, card);

    private bool IsNewest(BoardCard card) => Cards.All(c => c.Since is null || card.Since is null || c.Since <= card.Since);
}
