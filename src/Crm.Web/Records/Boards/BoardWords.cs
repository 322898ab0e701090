using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Boards;
using Crm.Core.Shared;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Boards;

/// <summary>What a board says in words and lengths: names of columns, lines of cards, sums.</summary>
public sealed class BoardWords(RecordLabels labels, IStringLocalizer<BoardTexts> t)
{
    public string NameOf(BoardShape shape, BoardColumn column) => column switch
    {
        { Value: NextWhen when } => t[$"next.col.{when.ToString().ToLowerInvariant()}"],
        { Value: null } => t["column.none"],
        { Name: { } name } => name,
        _ => labels.Choice(shape.Type.Type, shape.By, column.Key),
    };

    public string MoreOf(BoardShape shape, BoardCard card) => string.Join(" · ", shape.MoreFields
        .Select((field, i) => card.More[i] is RecordRef reference ? reference.Title : labels.Show(shape.Type.Type, field, card.More[i]))
        .Where(text => text.Length > 0));

    public static string Sums(IReadOnlyList<Money> sums) => string.Join(" + ", sums
        .Select(m => Money.FromMajor(Math.Round(m.Major, MidpointRounding.AwayFromZero), m.Currency).ToString(CultureInfo.CurrentCulture)));

    /// <summary>Calm within the norm, slow beyond it, late at half as long again.</summary>
    public static string Age(BoardColumn column, int? days) =>
        column is not { Outcome: StageOutcome.Open, NormDays: { } norm } || days is null || days <= norm ? ""
        : days > norm * 3 / 2 ? "late"
        : "slow";

    /// <summary>How much of a column's money is to be counted on; without money, its share of all records.</summary>
    public static string Share(BoardView view, BoardLane lane)
    {
        var share = lane.Figures switch
        {
            { Weighted: [var weighted, ..], Totals: [{ Minor: > 0 } total, ..] } => 100m * weighted.Minor / total.Minor,
            _ when view.Shape!.Weighted is null && view.Count > 0 => 100m * lane.Figures.Count / view.Count,
            _ => 0m,
        };
        return Math.Clamp(share, 0, 100).ToString("0.#", CultureInfo.InvariantCulture);
    }
}
