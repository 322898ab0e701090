using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Core.Records.Dates;

/// <summary>Reads a time of day as a person types it: 9, 9:30, 930, 9pm, 14:30, 下午3点, 三点半. An hour without its half of the day counts from midnight.</summary>
public static partial class TypedTime
{
    /// <summary>Whether the hours from one to eleven that follow (or precede) are of the afternoon.</summary>
    private static readonly Dictionary<string, bool> Halves = new (bool Afternoon, string Words)[]
    {
        (false, "am|a|上午|早上|早晨|清晨|凌晨"), (true, "pm|p|下午|傍晚|晚上|夜里|中午"),
    }.SelectMany(h => h.Words.Split('|').Select(word => (word, h.Afternoon))).ToDictionary(h => h.word, h => h.Afternoon);

    private static readonly Dictionary<string, TimeOnly> Words = new() { ["noon"] = new(12, 0), ["中午"] = new(12, 0), ["midnight"] = new(0, 0), ["午夜"] = new(0, 0) };

    public static TimeOnly? Read(string text) => PlainSigns.Of(text) is { } plain ? ReadPlain(plain) : null;

    internal static TimeOnly? ReadPlain(string text)
    {
        if (Words.TryGetValue(text, out var known))
            return known;
        if (Form().Match(text.Replace("a.m.", "am", StringComparison.Ordinal).Replace("p.m.", "pm", StringComparison.Ordinal)) is not { Success: true } read)
            return null;
        var half = read.Groups["half"].Value;
        var (hour, minute) = read.Groups["run"].Value is { Length: > 0 } run ? (Number(run[..^2]), Number(run[^2..]))
            : (DayWords.Count(read.Groups["hour"].Value), read.Groups["minute"].Value switch { "" => 0, "半" => 30, "一刻" => 15, "三刻" => 45, var digits => Number(digits) });
        var second = read.Groups["second"].Value is { Length: > 0 } seconds ? Number(seconds) : 0;
        return InDay(hour, half) is { } whole && minute <= 59 && second <= 59 ? new TimeOnly(whole, minute, second) : null;
    }

    /// <summary>Whether the text says by itself that it is a time, and no day or number.</summary>
    internal static bool IsPlainlyTime(string text) => Sure().IsMatch(text);

    private static int? InDay(int? hour, string half) => (hour, half) switch
    {
        (null, _) => null,
        ({ } all, "") => all <= 23 ? all : null,
        // In Chinese 下午15点 is said; 凌晨12点 begins the day and 中午11点 is before noon.
        ( >= 13 and <= 23, not ("am" or "a" or "pm" or "p")) when Halves[half] => hour,
        // Midnight, but of which day?
        (12, "晚上" or "夜里") => null,
        (0, "凌晨") => 0,
        ( >= 10 and <= 11, "中午") => hour,
        ( >= 1 and <= 12 and var twelve, _) => twelve % 12 + (Halves[half] ? 12 : 0),
        _ => null,
    };

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<half>上午|早上|早晨|清晨|凌晨|下午|傍晚|晚上|夜里|中午|am|pm)? ?(?:(?<run>[0-9]{3,4})|(?<hour>[0-9]{1,2})(?:[:.h](?<minute>[0-9]{2})(?::(?<second>[0-9]{2}))?|h)?|(?<hour>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})[点时](?:(?<minute>半|一刻|三刻|[0-9]{1,2})分?|整|钟)?) ?(?<half>am|pm|a|p)?$")]
    private static partial Regex Form();

    [GeneratedRegex(@"[:点时]|午|早|晚|[0-9] ?(?:am|pm|a\.m\.|p\.m\.)$|^(?:noon|midnight)$")]
    private static partial Regex Sure();
}
