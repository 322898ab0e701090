using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Crm.Core.Shared.Recurrence;

public enum Frequency { Daily, Weekly, Monthly, Yearly }

/// <summary>A weekday, in months and years perhaps the <paramref name="Nth"/> one: 2 is the second, -1 the last; 0 means every.</summary>
public readonly record struct NthWeekday(int Nth, DayOfWeek Day);

/// <summary>
/// How something repeats: the part of RFC 5545's RRULE that people use. Days only, in wall-clock time; <see cref="Series"/> gives
/// them their hours. An end is a number of times or a last day, never both.
/// </summary>
public sealed record RecurrenceRule(Frequency Frequency)
{
    public const int MostInterval = 366;
    public const int MostTimes = 1000;
    public const int MaxText = 200;

    private static readonly string[] DayWords = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    /// <summary>Every how many days, weeks, months or years.</summary>
    public int Interval { get; init; } = 1;

    public IReadOnlyList<NthWeekday> Days { get; init; } = [];

    /// <summary>Days of the month, 1 to 31; counted from its end where negative. Months that lack the day are left out.</summary>
    public IReadOnlyList<int> MonthDays { get; init; } = [];

    /// <summary>How often in all, the first time included.</summary>
    public int? Count { get; init; }

    /// <summary>The last day on which it may happen.</summary>
    public DateOnly? Until { get; init; }

    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Monday;

    public static bool TryParse(string text, [NotNullWhen(true)] out RecurrenceRule? rule)
    {
        rule = null;
        var body = text.Trim().ToUpperInvariant();
        if (body.StartsWith("RRULE:", StringComparison.Ordinal))
            body = body["RRULE:".Length..];
        var parts = body.TrimEnd(';').Split(';');
        if (body.Length > MaxText || parts.Any(p => p.Count('=') != 1))
            return false;
        var pairs = parts.Select(p => p.Split('=')).ToList();
        if (pairs.DistinctBy(p => p[0]).Count() != pairs.Count || pairs.Find(p => p[0] == "FREQ") is not [_, var freq]
            || !Enum.TryParse<Frequency>(freq, true, out var frequency) || char.IsDigit(freq[0]))
            return false;
        RecurrenceRule? read = new RecurrenceRule(frequency);
        foreach (var pair in pairs.Where(p => p[0] != "FREQ"))
            if ((read = read!.With(pair[0], pair[1])) is null)
                return false;
        if (!read!.IsSound)
            return false;
        rule = read;
        return true;
    }

    /// <summary>The RRULE in one spelling, without its name.</summary>
    public override string ToString()
    {
        var parts = new List<string> { $"FREQ={Frequency.ToString().ToUpperInvariant()}" };
        if (Interval > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"INTERVAL={Interval}"));
        if (Days.Count > 0)
            parts.Add("BYDAY=" + string.Join(',', Days.Select(Word)));
        if (MonthDays.Count > 0)
            parts.Add("BYMONTHDAY=" + string.Join(',', MonthDays.Select(d => d.ToString(CultureInfo.InvariantCulture))));
        if (Count is { } count)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"COUNT={count}"));
        if (Until is { } until)
            parts.Add("UNTIL=" + until.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        if (WeekStart != DayOfWeek.Monday)
            parts.Add("WKST=" + DayWords[(int)WeekStart]);
        return string.Join(';', parts);
    }

    /// <summary>What remains after so many times; null when nothing does.</summary>
    public RecurrenceRule? After(int times) => Count is not { } count ? this : count > times ? this with { Count = count - times } : null;

    public bool Equals(RecurrenceRule? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private bool IsSound => (Count is null || Until is null)
        && (MonthDays.Count == 0 || (Frequency == Frequency.Monthly && Days.Count == 0))
        && (Frequency is Frequency.Daily or Frequency.Weekly ? Days.All(d => d.Nth == 0) : Frequency == Frequency.Monthly || Days.Count == 0);

    private RecurrenceRule? With(string name, string value) => name switch
    {
        "INTERVAL" => Number(value, 1, MostInterval) is { } n ? this with { Interval = n } : null,
        "COUNT" => Number(value, 1, MostTimes) is { } n ? this with { Count = n } : null,
        "UNTIL" => Day(value) is { } day ? this with { Until = day } : null,
        "WKST" => Array.IndexOf(DayWords, value) is >= 0 and var at ? this with { WeekStart = (DayOfWeek)at } : null,
        "BYDAY" => All(value, Weekday) is { } days ? this with { Days = days } : null,
        "BYMONTHDAY" => All(value, MonthDay) is { } days ? this with { MonthDays = days } : null,
        _ => null,
    };

    private static List<T>? All<T>(string value, Func<string, T?> read) where T : struct
    {
        var all = value.Split(',').Select(read).ToList();
        return all.Contains(null) ? null : [.. all.Select(v => v!.Value).Distinct()];
    }

    private static NthWeekday? Weekday(string text) =>
        text.Length >= 2 && Array.IndexOf(DayWords, text[^2..]) is >= 0 and var day
            ? text.Length == 2 ? new NthWeekday(0, (DayOfWeek)day) : Number(text[..^2], -5, 5) is { } nth and not 0 ? new NthWeekday(nth, (DayOfWeek)day) : null
            : null;

    private static int? MonthDay(string text) => Number(text, -31, 31) is { } day and not 0 ? day : null;

    /// <summary>A day, or the day of a moment: what happens within a day ends with it.</summary>
    private static DateOnly? Day(string text) =>
        text.Length is 8 or 15 or 16 && DateOnly.TryParseExact(text[..8], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private static string Word(NthWeekday day) => (day.Nth == 0 ? "" : day.Nth.ToString(CultureInfo.InvariantCulture)) + DayWords[(int)day.Day];
}
