using Crm.Core.Activities.Calendar;
using Crm.Core.Shared.Recurrence;

namespace Crm.Web.Activities.Calendar;

/// <summary>A piece of an entry in one day's column: minutes on the wall, and which of how many lanes it takes.</summary>
public sealed record DayPiece(CalendarEntry Entry, int From, int Until, int Lane, int Lanes, bool IsFirst);

/// <summary>Lays the timed entries of one day side by side where they overlap.</summary>
public static class DayLayout
{
    private const int Day = 24 * 60;

    /// <summary>Shorter ones still show their title.</summary>
    private const int Shortest = 25;

    public static IReadOnlyList<DayPiece> Of(IEnumerable<CalendarEntry> entries, DateOnly day, TimeZoneInfo zone)
    {
        var pieces = entries.Where(e => e.AllDay is null).Select(e => Piece(e, day, zone)).OfType<DayPiece>().OrderBy(p => p.From).ThenByDescending(p => p.Until).ToList();
        var laid = new List<DayPiece>();
        var group = new List<DayPiece>();
        var ends = new List<int>();
        foreach (var piece in pieces)
        {
            if (group.Count > 0 && ends.TrueForAll(end => end <= piece.From))
            {
                laid.AddRange(group.Select(p => p with { Lanes = ends.Count }));
                group.Clear();
                ends.Clear();
            }
            var lane = ends.FindIndex(end => end <= piece.From);
            if (lane < 0)
            {
                lane = ends.Count;
                ends.Add(0);
            }
            ends[lane] = Math.Max(piece.Until, piece.From + Shortest);
            group.Add(piece with { Lane = lane });
        }
        laid.AddRange(group.Select(p => p with { Lanes = ends.Count }));
        return laid;
    }

    /// <summary>The days that an entry touches.</summary>
    public static IEnumerable<DateOnly> DaysOf(CalendarEntry entry, TimeZoneInfo zone)
    {
        if (entry.AllDay is { } all)
        {
            yield return all;
            yield break;
        }
        var last = WallClock.DayOf(entry.EndsAt > entry.StartsAt ? entry.EndsAt.AddTicks(-1) : entry.StartsAt, zone);
        for (var day = WallClock.DayOf(entry.StartsAt, zone); day <= last; day = day.AddDays(1))
            yield return day;
    }

    private static DayPiece? Piece(CalendarEntry entry, DateOnly day, TimeZoneInfo zone)
    {
        var (from, until) = (Minutes(entry.StartsAt, day, zone), Minutes(entry.EndsAt, day, zone));
        // The hour that the autumn shows twice would make an end before its beginning.
        until = Math.Max(until, from + 1);
        return from >= Day || until <= 0 ? null : new DayPiece(entry, Math.Max(from, 0), Math.Min(until, Day), 0, 1, from >= 0);
    }

    private static int Minutes(DateTime moment, DateOnly day, TimeZoneInfo zone) =>
        (int)(WallClock.Of(moment, zone) - day.ToDateTime(TimeOnly.MinValue)).TotalMinutes;
}
