using Crm.Core.Records;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;
using Crm.Web.Records.Lists;

namespace Crm.Web.Records.Boards;

/// <summary>The cards that a pre-rendered board hands to its circuit, by column, so that nothing is read twice and no card goes away meanwhile.</summary>
public sealed record BoardSnapshot(string Address, IReadOnlyList<string> CardFields, string Currency, IReadOnlyDictionary<string, IReadOnlyList<CardText>> Lanes)
{
    public static BoardSnapshot Of(string address, BoardShape shape, IReadOnlyList<BoardLane> lanes, string currency) => new(
        address, shape.CardFields, currency, lanes.ToDictionary(l => l.Column.Key, l => (IReadOnlyList<CardText>)[.. l.Cards.Select(c => CardText.Of(c, shape, FieldFormat.Machine(currency)))]));

    /// <summary>Null when a card does not read as it was written.</summary>
    public IReadOnlyList<BoardLane>? Read(BoardShape shape)
    {
        var machine = FieldFormat.Machine(Currency);
        var lanes = new List<BoardLane>();
        foreach (var column in shape.Columns)
        {
            var lane = new BoardLane(column);
            foreach (var text in Lanes.GetValueOrDefault(column.Key, []))
            {
                if (text.Read(shape, column, machine) is not { } card)
                    return null;
                lane.Cards.Add(card);
            }
            lanes.Add(lane);
        }
        return lanes;
    }
}

/// <summary>A card as plain text.</summary>
public sealed record CardText(RowText Row, Guid? StageId, NextActivity? Next, bool MayMove)
{
    internal static CardText Of(BoardCard card, BoardShape shape, FieldFormat machine)
    {
        object?[] values = [card.Title, shape.Total is null ? null : card.Total, shape.SinceField is null ? null : card.Since, shape.OwnerField is null ? null : card.Owner];
        return new(RowText.Of(new RecordRow(card.Id, card.Version, [.. values.Where((_, i) => Fixed(shape)[i] is not null), .. card.More]), Fields(shape), machine), card.StageId, card.Next, card.MayMove);
    }

    internal BoardCard? Read(BoardShape shape, BoardColumn column, FieldFormat machine)
    {
        if (Row.Read(Fields(shape), machine) is not { } row)
            return null;
        var values = new Queue<object?>(row.Values);
        var kept = Fixed(shape).Select(f => f is null ? null : values.Dequeue()).ToList();
        return new BoardCard(row.Id, row.Version, column.Key, (string?)kept[0] ?? "", (Money?)kept[1], (DateTime?)kept[2], (RecordRef?)kept[3], [.. values]) { StageId = StageId, Next = Next, MayMove = MayMove };
    }

    private static Field?[] Fixed(BoardShape shape) => [shape.Type.TitleField, shape.Total, shape.SinceField, shape.OwnerField];

    private static IReadOnlyList<Field> Fields(BoardShape shape) => [.. Fixed(shape).OfType<Field>(), .. shape.MoreFields];
}
