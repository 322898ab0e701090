using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using DateTimeKind = Crm.Core.Records.Kinds.DateTimeKind;

namespace Crm.Web.Records.Lists;

/// <summary>How wide the columns of a table are, and where those stand that are held at the left.</summary>
public sealed record GridLayout(IReadOnlyList<GridColumn> Columns)
{
    private const int Pick = 46;

    /// <summary>Columns held at the left need exact widths, so an empty one takes what is left over.</summary>
    public bool IsFilled => Columns.Skip(1).Any(c => c.Pinned) || Columns[0].Width is not null;

    /// <summary>Cells of a whole row.</summary>
    public int Span => Columns.Count + (IsFilled ? 2 : 1);

    public int MinWidth => Pick + Columns.Sum(Width);

    /// <summary>Null where the column takes what the others leave.</summary>
    public int? WidthOf(GridColumn column) => column.Width ?? (column.Field.IsTitle && !IsFilled ? null : Usual(column.Field));

    public string? LeftOf(int at) => at == 0 || !Columns[at].Pinned ? null : $"left:{Pick + Columns.Take(at).Sum(Width)}px";

    private static int Width(GridColumn column) => column.Width ?? Usual(column.Field);

    private static int Usual(Field field) => field switch
    {
        { IsTitle: true } => 240,
        { Kind: DateTimeKind } => 184,
        { Kind: PhoneKind or UserKind } => 150,
        { Kind: DateKind or MoneyKind } => 130,
        { Kind: NumberKind or YesNoKind } => 110,
        { Kind: StageKind or ChoiceKind } => 150,
        { Kind: ReferenceKind or EmailKind or LinkKind } => 190,
        _ => 170,
    };
}
