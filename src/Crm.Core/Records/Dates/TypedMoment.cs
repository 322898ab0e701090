using System.Globalization;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Records.Dates;

/// <summary>
/// Reads a moment as a person types it: a day and a time on the wall of the reader's zone, with a space, a comma or nothing between
/// them where they cannot run together. A day alone means its first minute; a time alone means today.
/// </summary>
public static class TypedMoment
{
    /// <returns>In UTC.</returns>
    public static DateTime? Read(string text, FieldFormat format) =>
        Wall(text, format.Culture, format.Today) is { } wall && WallClock.ToUtc(wall, format.Zone) is { Year: >= 1000 and <= 9998 } moment ? moment : null;

    internal static DateTime? Wall(string text, CultureInfo culture, DateOnly? today)
    {
        if (PlainSigns.Of(text) is not { } plain)
            return null;
        if (TypedDay.ReadPlain(plain, culture, today) is { } alone)
            return alone.ToDateTime(TimeOnly.MinValue);
        if (today is { } now && TypedTime.IsPlainlyTime(plain) && TypedTime.ReadPlain(plain) is { } only)
            return now.ToDateTime(only);
        // The longest day that leaves a time.
        for (var at = plain.Length - 1; at > 0; at--)
            if (MayPart(plain, at) && TypedTime.ReadPlain(TimeOf(plain[at..])) is { } time && TypedDay.ReadPlain(plain[..at].TrimEnd(' ', ','), culture, today) is { } day)
                return day.ToDateTime(time);
        return null;
    }

    private static string TimeOf(string rest) => rest.TrimStart(' ', ',') is ['a', 't', ' ', .. var after] ? after : rest.TrimStart(' ', ',', 't');

    private static bool MayPart(string text, int at) => text[at] is ' ' or ',' or 't' || IsSign(text[at - 1]) || IsSign(text[at]);

    private static bool IsSign(char c) => c >= '\u2E80';
}
