namespace Crm.Core.Shared.Recurrence;

/// <summary>One time of a series, known by the wall-clock day on which the rule put it.</summary>
public readonly record struct Occurrence(DateOnly Day, DateTime StartsAt, DateTime EndsAt);

/// <summary>
/// Something that repeats at the same wall-clock time of its zone, whatever summer time does to the moments behind it.
/// <paramref name="Without"/> names the days that were taken out.
/// </summary>
public sealed record Series(RecurrenceRule Rule, DateTime StartsAt, TimeSpan Length, TimeZoneInfo Zone, IReadOnlySet<DateOnly> Without)
{
    private DateTime First => WallClock.Of(StartsAt, Zone);

    /// <summary>The times that touch the span, in order.</summary>
    public IEnumerable<Occurrence> Between(DateTime from, DateTime until)
    {
        foreach (var occurrence in All())
        {
            if (occurrence.StartsAt >= until)
                yield break;
            if (occurrence.EndsAt > from || occurrence.StartsAt >= from)
                yield return occurrence;
        }
    }

    public Occurrence? NextAfter(DateTime moment)
    {
        foreach (var occurrence in All())
            if (occurrence.StartsAt > moment)
                return occurrence;
        return null;
    }

    public Occurrence? On(DateOnly day)
    {
        foreach (var occurrence in All())
            if (occurrence.Day >= day)
                return occurrence.Day == day ? occurrence : null;
        return null;
    }

    /// <summary>How many times the rule gives before a day, those taken out included.</summary>
    public int Before(DateOnly day) => RecurrenceDays.From(Rule, DateOnly.FromDateTime(First)).TakeWhile(d => d < day).Count();

    /// <summary>When the last time is over; null where there is always another one.</summary>
    public DateTime? End => Rule is { Count: null, Until: null } ? null
        : All().Select(o => (DateTime?)o.EndsAt).LastOrDefault() ?? StartsAt;

    private IEnumerable<Occurrence> All()
    {
        var first = First;
        var time = first.TimeOfDay;
        foreach (var day in RecurrenceDays.From(Rule, DateOnly.FromDateTime(first)))
        {
            if (Without.Contains(day))
                continue;
            var starts = WallClock.ToUtc(day.ToDateTime(TimeOnly.FromTimeSpan(time)), Zone);
            yield return new Occurrence(day, starts, starts + Length);
        }
    }
}
