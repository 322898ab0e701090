using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Core.Records.Dates;

/// <summary>
/// Words for days, in every language of the product whatever the reader's own: none of them means something else in another.
/// A weekday alone is the next one, never today; "next Friday" and 下周五 lie in the week that follows, which begins on Monday.
/// </summary>
internal static partial class DayWords
{
    private static readonly Dictionary<string, Func<DateOnly, DateOnly>> Fixed = Table(
        ("today|tod|今天|今日", today => today),
        ("tomorrow|tmr|tmrw|tom|明天|明日", today => today.AddDays(1)),
        ("yesterday|昨天|昨日", today => today.AddDays(-1)),
        ("day after tomorrow|the day after tomorrow|后天", today => today.AddDays(2)),
        ("大后天", today => today.AddDays(3)),
        ("day before yesterday|the day before yesterday|前天", today => today.AddDays(-2)),
        ("next week|下周|下个周|下星期|下个星期|下礼拜|下个礼拜", today => Monday(today).AddDays(7)),
        ("end of month|end of the month|end of this month|month end|eom|月底|月末|本月底|本月末|这个月底", today => LastOfMonth(today)),
        ("end of next month|下月底|下月末|下个月底|下个月末", today => LastOfMonth(First(today).AddMonths(1))),
        ("end of year|end of the year|end of this year|year end|eoy|年底|年末|今年底", today => new DateOnly(today.Year, 12, 31)));

    private static readonly Dictionary<string, DayOfWeek> Weekdays = new[]
    {
        "sunday|sun|日|天", "monday|mon|一", "tuesday|tues|tue|二", "wednesday|weds|wed|三", "thursday|thurs|thur|thu|四", "friday|fri|五", "saturday|sat|六",
    }.SelectMany((names, day) => names.Split('|').Select(name => (name, day))).ToDictionary(d => d.name, d => (DayOfWeek)d.day);

    private static readonly Dictionary<string, int> Counts = new[]
    {
        "a|an|one|一", "two|两|二", "three|三", "four|四", "five|五", "six|六", "seven|七", "eight|八", "nine|九", "ten|十",
    }.SelectMany((words, i) => words.Split('|').Select(word => (word, i))).ToDictionary(c => c.word, c => c.i + 1);

    /// <summary>Weeks that "last", "this" and "next" are away.</summary>
    private static readonly Dictionary<string, int> Weeks = new() { ["last"] = -1, ["上"] = -1, ["this"] = 0, ["这"] = 0, ["本"] = 0, ["next"] = 1, ["下"] = 1 };

    /// <summary>By the first sign of a unit: the most that is believed (more is a slip of the finger), and where so many of them lead.</summary>
    private static readonly (string Signs, int Most, Func<DateOnly, int, DateOnly> Move)[] Units =
    [
        ("d天日", 36_500, (day, by) => day.AddDays(by)),
        ("w周星礼", 5_200, (day, by) => day.AddDays(7 * by)),
        ("m月", 1_200, (day, by) => day.AddMonths(by)),
        ("y年", 100, (day, by) => day.AddYears(by)),
    ];

    private const string English = "(?:(?<count>[0-9]{1,5}) ?|(?<count>[a-z]+) )(?<unit>d|w|m|y|days?|weeks?|months?|years?)";

    // 三月后 is after March as well as in three months: only 三个月后 is one of them.
    private const string Chinese = "(?<count>[0-9]{1,5}|[一二两三四五六七八九十]{1,3}) ?(?<unit>天|日|周|个?(?:星期|礼拜)|个月|年) ?(?:以|之)?";

    /// <param name="text">In plain signs.</param>
    public static DateOnly? Read(string text, CultureInfo culture, DateOnly today) =>
        Fixed.TryGetValue(text, out var day) ? day(today)
        : Weekday(text, culture) is { } weekday ? Next(today, weekday)
        : OfAWeek().Match(text) is { Success: true } week && Weekday(week.Groups["day"].Value, culture) is { } named ? Monday(today).AddDays(7 * Weeks[week.Groups["which"].Value] + FromMonday(named))
        : Shift().Match(text) is { Success: true } shift ? Moved(today, shift.Groups["sign"].Value == "-" ? -1 : 1, shift)
        : Ahead().Match(text) is { Success: true } ahead ? Moved(today, 1, ahead)
        : Ago().Match(text) is { Success: true } ago ? Moved(today, -1, ago)
        : null;

    private static Dictionary<string, Func<DateOnly, DateOnly>> Table(params (string Words, Func<DateOnly, DateOnly> Day)[] rules) =>
        rules.SelectMany(r => r.Words.Split('|').Select(word => (word, r.Day))).ToDictionary(r => r.word, r => r.Day);

    private static DayOfWeek? Weekday(string text, CultureInfo culture)
    {
        if (ChineseWeekday().Match(text) is { Success: true } chinese)
            return Weekdays[chinese.Groups["day"].Value];
        var name = text.TrimEnd('.');
        if (name.Length > 1 && Weekdays.TryGetValue(name, out var day))
            return day;
        var format = culture.DateTimeFormat;
        var at = Array.FindIndex(format.DayNames, Is) is >= 0 and var whole ? whole : Array.FindIndex(format.AbbreviatedDayNames, Is);
        return at >= 0 ? (DayOfWeek)at : null;

        bool Is(string known) => string.Equals(known.TrimEnd('.'), name, StringComparison.OrdinalIgnoreCase);
    }

    private static DateOnly? Moved(DateOnly today, int sign, Match said)
    {
        var name = said.Groups["unit"].Value.TrimStart('个');
        var unit = name.Length == 0 ? Units[0] : Array.Find(Units, u => u.Signs.Contains(name[0]));
        return Count(said.Groups["count"].Value) is { } count && count <= unit.Most ? unit.Move(today, sign * count) : null;
    }

    /// <summary>A count in digits, an English word up to ten, or Chinese signs below a hundred.</summary>
    internal static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Counts.TryGetValue(text, out var word) ? word
        : text.IndexOf('十') is >= 0 and var ten && (ten == 0 ? 1 : Sign(text[..ten])) is { } tens && (ten == text.Length - 1 ? 0 : Sign(text[(ten + 1)..])) is { } ones ? tens * 10 + ones
        : null;

    private static int? Sign(string sign) => Counts.TryGetValue(sign, out var value) && value < 10 ? value : null;

    private static int FromMonday(DayOfWeek day) => ((int)day + 6) % 7;

    private static DateOnly Monday(DateOnly day) => day.AddDays(-FromMonday(day.DayOfWeek));

    private static DateOnly Next(DateOnly today, DayOfWeek day) => today.AddDays(((int)day - (int)today.DayOfWeek + 6) % 7 + 1);

    private static DateOnly First(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly LastOfMonth(DateOnly day) => First(day).AddMonths(1).AddDays(-1);

    [GeneratedRegex(@"^(?:周|星期|礼拜)(?<day>[一二三四五六日天])$")]
    private static partial Regex ChineseWeekday();

    [GeneratedRegex(@"^(?<which>last|this|next|上|这|本|下)(?: |个)?(?<day>.+)$")]
    private static partial Regex OfAWeek();

    [GeneratedRegex(@"^(?:(?<sign>[+-]) ?(?<count>[0-9]{1,5}) ?(?<unit>|d|w|m|y|天|日|周|个月|月|年)|(?<count>[0-9]{1,5})(?<unit>d|w|m|y))$")]
    private static partial Regex Shift();

    [GeneratedRegex("^(?:in " + English + "|" + English + " from (?:now|today)|" + Chinese + "后)$")]
    private static partial Regex Ahead();

    [GeneratedRegex("^(?:" + English + " ago|" + Chinese + "前)$")]
    private static partial Regex Ago();
}
