using Crm.Core.Shared;

namespace Crm.Core.Records.Boards;

/// <summary>
/// A record as its card shows it. <paramref name="More"/> holds the values of <see cref="BoardShape.MoreFields"/> in their order.
/// </summary>
public sealed record BoardCard(
    Guid Id, int Version, string Column, string Title, Money? Total, DateTime? Since, RecordRef? Owner, IReadOnlyList<object?> More)
{
    /// <summary>The stage in which the record stands, whatever the board's columns are.</summary>
    public Guid? StageId { get; init; }

    public NextActivity? Next { get; init; }

    /// <summary>Whether the reader may put it into another column: on a board by what is next that moves the activity, not the record.</summary>
    public bool MayMove { get; init; }

    /// <summary>Whole days in the column, for types that keep since when.</summary>
    public int? DaysAt(DateTime utcNow) => Since is { } since ? Math.Max(0, (int)(utcNow - since).TotalDays) : null;
}
