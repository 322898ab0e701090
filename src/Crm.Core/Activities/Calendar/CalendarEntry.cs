using Crm.Core.Records;

namespace Crm.Core.Activities.Calendar;

/// <summary>
/// One time of a task, call or meeting. <paramref name="Series"/> is the wall-clock day of a repeating meeting's occurrence; moments are
/// UTC; what lasts all day stands on <paramref name="AllDay"/> and has none. <paramref name="Follows"/> is the day of a time that a
/// recurring task is going to have: there is nothing there to change yet, it follows when the one before is done.
/// </summary>
public sealed record CalendarEntry(
    RecordLink Record, int Version, string Title, DateTime StartsAt, DateTime EndsAt, DateOnly? AllDay, RecordRef? Owner, RecordLink? About, bool IsDone, DateOnly? Series, bool Repeats, DateOnly? Follows = null)
{
    /// <summary>Whether the reader may change it; what is going to follow is nobody's yet.</summary>
    public bool MayEdit { get; init; }

    /// <summary>The same wherever it is shown, and different for each time of a series.</summary>
    public string Key => (Series ?? Follows) is { } day ? $"{Record}@{day:yyyyMMdd}" : Record.ToString();
}

/// <summary>What stands in a span; <paramref name="HasMore"/> when it held more than is read at once.</summary>
public sealed record CalendarSpan(IReadOnlyList<CalendarEntry> Entries, bool HasMore);
