namespace Crm.Core.Shared.Recurrence;

/// <summary>The days on which a rule makes something happen.</summary>
public static class RecurrenceDays
{
    /// <summary>Beyond so many years without a day, a rule has none any more (the 30th of each twelfth month, begun in February).</summary>
    private const int LongestSilence = 40;

    /// <summary>In rising order; the first is always the day on which the series begins, whatever the rule says.</summary>
    public static IEnumerable<DateOnly> From(RecurrenceRule rule, DateOnly first)
    {
        var given = 1;
        yield return first;
        var last = first;
        for (var step = 0; ; step++)
        {
            if (Period(rule, first, step) is not { } period || period.Year > last.Year + LongestSilence)
                yield break;
            foreach (var day in Within(rule, first, period).Where(d => d > first))
            {
                if (day > rule.Until || given == rule.Count)
                    yield break;
                given++;
                last = day;
                yield return day;
            }
            if (given == rule.Count || period > rule.Until)
                yield break;
        }
    }

    /// <summary>The first day of the week, month or year that is so many steps after the one of the beginning; null past the calendar's end.</summary>
    private static DateOnly? Period(RecurrenceRule rule, DateOnly first, int step)
    {
        var by = step * rule.Interval;
        try
        {
            return rule.Frequency switch
            {
                Frequency.Daily => first.AddDays(by),
                Frequency.Weekly => first.AddDays(-(((int)first.DayOfWeek - (int)rule.WeekStart + 7) % 7)).AddDays(by * 7),
                Frequency.Monthly => new DateOnly(first.Year, first.Month, 1).AddMonths(by),
                _ => new DateOnly(first.Year, 1, 1).AddYears(by),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static IEnumerable<DateOnly> Within(RecurrenceRule rule, DateOnly first, DateOnly period) => rule.Frequency switch
    {
        Frequency.Daily => rule.Days.Count == 0 || rule.Days.Any(d => d.Day == period.DayOfWeek) ? [period] : [],
        Frequency.Weekly when rule.Days.Count == 0 => [period.AddDays(((int)first.DayOfWeek - (int)rule.WeekStart + 7) % 7)],
        Frequency.Weekly => rule.Days.Select(d => period.AddDays(((int)d.Day - (int)rule.WeekStart + 7) % 7)).Order(),
        Frequency.Monthly when rule.Days.Count > 0 => rule.Days.SelectMany(d => Weekdays(d, period)).Distinct().Order(),
        Frequency.Monthly => (rule.MonthDays.Count > 0 ? rule.MonthDays : [first.Day]).Select(d => DayOf(period, d)).OfType<DateOnly>().Distinct().Order(),
        _ => DayOf(new DateOnly(period.Year, first.Month, 1), first.Day) is { } day ? [day] : [],
    };

    private static IEnumerable<DateOnly> Weekdays(NthWeekday wanted, DateOnly month)
    {
        var all = Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month)).Select(month.AddDays).Where(d => d.DayOfWeek == wanted.Day).ToList();
        if (wanted.Nth == 0)
            return all;
        var at = wanted.Nth > 0 ? wanted.Nth - 1 : all.Count + wanted.Nth;
        return at >= 0 && at < all.Count ? [all[at]] : [];
    }

    private static DateOnly? DayOf(DateOnly month, int day)
    {
        var length = DateTime.DaysInMonth(month.Year, month.Month);
        var at = day > 0 ? day : length + day + 1;
        return at >= 1 && at <= length ? month.AddDays(at - 1) : null;
    }
}
