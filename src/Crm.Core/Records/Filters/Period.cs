using System.Globalization;

namespace Crm.Core.Records.Filters;

/// <summary>
/// A span of days written as one word: <c>2017</c>, <c>2017-Q1</c>, <c>2017-03</c>, <c>2017-03-01</c>, or relative to a day:
/// <c>today</c>, <c>yesterday</c>, <c>this-week</c>, <c>last-month</c>, <c>next-quarter</c>, <c>this-year</c>,
/// <c>last-30-days</c>, <c>next-7-days</c>, <c>past</c> (before today), <c>future</c>. Weeks begin on Monday (ISO 8601).
/// </summary>
public readonly record struct Period(DateOnly From, DateOnly Until)
{
    /// <summary>Reads a period; <paramref name="today"/> is the reader's own day.</summary>
    public static bool TryParse(string text, DateOnly today, out Period period)
    {
        period = default;
        Period? found = Absolute(text) ?? Relative(text, today);
        period = found ?? default;
        return found is not null;
    }

    private static Period? Absolute(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.Year is >= 1000 and <= 9998 ? new(day, day) : null;
        if (text.Length < 4 || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1000 or > 9998)
            return null;
        return text.AsSpan(4) switch
        {
            "" => Months(new DateOnly(year, 1, 1), 12),
            ['-', 'Q', >= '1' and <= '4' and var quarter] => Months(new DateOnly(year, (quarter - '1') * 3 + 1, 1), 3),
            ['-', var tens, var ones] when int.TryParse([tens, ones], NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
                => Months(new DateOnly(year, month, 1), 1),
            _ => null,
        };
    }

    private static Period? Relative(string text, DateOnly today)
    {
        switch (text)
        {
            case "today": return new(today, today);
            case "yesterday": return new(today.AddDays(-1), today.AddDays(-1));
            case "past": return new(new DateOnly(1000, 1, 1), today.AddDays(-1));
            case "future": return new(today.AddDays(1), new DateOnly(9998, 12, 30));
            case "tomorrow": return new(today.AddDays(1), today.AddDays(1));
        }
        var words = text.Split('-');
        if (words is [("last" or "next") and var way, var count, "days"] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 3660)
            return way == "last" ? new(today.AddDays(1 - days), today) : new(today, today.AddDays(days - 1));
        if (words is not [("last" or "this" or "next") and var which, var unit])
            return null;
        var step = which switch { "last" => -1, "next" => 1, _ => 0 };
        var month = new DateOnly(today.Year, today.Month, 1);
        return unit switch
        {
            "week" => today.AddDays(-(((int)today.DayOfWeek + 6) % 7) + step * 7) is var monday ? new Period(monday, monday.AddDays(6)) : null,
            "month" => Months(month.AddMonths(step), 1),
            "quarter" => Months(month.AddMonths(-((today.Month - 1) % 3) + step * 3), 3),
            "year" => Months(new DateOnly(today.Year + step, 1, 1), 12),
            _ => null,
        };
    }

    private static Period Months(DateOnly first, int count) => new(first, first.AddMonths(count).AddDays(-1));
}
