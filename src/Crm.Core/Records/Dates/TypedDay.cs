using System.Globalization;
using System.Text.RegularExpressions;

namespace Crm.Core.Records.Dates;

/// <summary>
/// Reads a day as a person types it: in the culture's order with or without the year, as 2026-11-22 everywhere, with the month by
/// name, as 11月22日, or in words. Nothing is turned round to make it fit: 22/11 is no day where the month comes first. (A column of
/// a file has one order, which its owner confirmed: <see cref="Importing.Reading.DateText"/>.)
/// </summary>
public static partial class TypedDay
{
    private static readonly GregorianCalendar Calendar = new();
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    /// <param name="today">The reader's own day; without it words, and days without a year, say nothing.</param>
    public static DateOnly? Read(string text, CultureInfo culture, DateOnly? today) =>
        PlainSigns.Of(text) is { } plain ? ReadPlain(plain, culture, today) : null;

    internal static DateOnly? ReadPlain(string text, CultureInfo culture, DateOnly? today)
    {
        var day = today is { } known && DayWords.Read(text, culture, known) is { } said ? said
            : Whole(text, culture) ?? Named(text, culture, today?.Year) ?? Short(text, culture, today?.Year);
        return day is { Year: >= 1000 and <= 9998 } ? day : null;
    }

    private static DateOnly? Whole(string text, CultureInfo culture)
    {
        if (Digits().Match(text) is { Success: true } run)
            return Of(run.Groups[1].Value, run.Groups[2].Value, run.Groups[3].Value);
        if (Three().Match(text) is not { Success: true } three)
            return null;
        var (first, second, third) = (three.Groups["a"].Value, three.Groups["b"].Value, three.Groups["c"].Value);
        var order = DateForms.Of(culture).Order;
        if (first.Length == 4 || three.Groups["year"].Success)
            return Of(first, second, third);
        if (third.Length == 4)
            return MonthFirst(order) ? Of(third, first, second) : Of(third, second, first);
        // Two digits are a year only where the culture puts it.
        return order switch
        {
            "yMd" when first.Length == 2 => Of(first, second, third),
            "Mdy" when third.Length == 2 => Of(third, first, second),
            "dMy" when third.Length == 2 => Of(third, second, first),
            _ => null,
        };
    }

    /// <summary>Day and month in numbers: of this year.</summary>
    private static DateOnly? Short(string text, CultureInfo culture, int? year)
    {
        if (year is null || Two().Match(text) is not { Success: true } two)
            return null;
        var (first, second) = (two.Groups["a"].Value, two.Groups["b"].Value);
        var monthFirst = two.Groups["month"].Success || MonthFirst(DateForms.Of(culture).Order);
        return monthFirst ? Of(year.Value, Number(first), Number(second)) : Of(year.Value, Number(second), Number(first));
    }

    /// <summary>"Nov 22, 2026", "22 November".</summary>
    private static DateOnly? Named(string text, CultureInfo culture, int? year)
    {
        if (WithName().Match(text) is not { Success: true } named || Month(named.Groups["month"].Value, culture) is not { } month)
            return null;
        var written = named.Groups["year"].Value;
        return written.Length > 0 ? Of(Number(written), month, Number(named.Groups["day"].Value))
            : year is { } now ? Of(now, month, Number(named.Groups["day"].Value))
            : null;
    }

    private static int? Month(string name, CultureInfo culture)
    {
        foreach (var names in new[] { culture.DateTimeFormat.MonthNames, culture.DateTimeFormat.AbbreviatedMonthNames, culture.DateTimeFormat.MonthGenitiveNames, English.DateTimeFormat.MonthNames })
            if (Array.FindIndex(names, n => n.Length >= name.Length && n.StartsWith(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and < 12 and var at)
                return at + 1;
        return null;
    }

    private static bool MonthFirst(string order) => order.IndexOf('M') < order.IndexOf('d');

    private static DateOnly? Of(string year, string month, string day) => year.Length switch
    {
        4 => Of(Number(year), Number(month), Number(day)),
        2 => Of(Calendar.ToFourDigitYear(Number(year)), Number(month), Number(day)),
        _ => null,
    };

    private static DateOnly? Of(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{4})([0-9]{2})([0-9]{2})$")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?<a>[0-9]{1,4}) ?(?:(?<sign>[/.\-]) ?(?<b>[0-9]{1,2}) ?\k<sign> ?(?<c>[0-9]{1,4})|(?<year>年) ?(?<b>[0-9]{1,2}) ?月 ?(?<c>[0-9]{1,2}) ?[日号]?)$|^(?<a>[0-9]{1,4}) (?<b>[0-9]{1,2}) (?<c>[0-9]{1,4})$")]
    private static partial Regex Three();

    [GeneratedRegex(@"^(?<a>[0-9]{1,2}) ?(?:[/.\-] ?(?<b>[0-9]{1,2})\.?|(?<month>月) ?(?<b>[0-9]{1,2}) ?[日号]?)$")]
    private static partial Regex Two();

    [GeneratedRegex(@"^(?:(?<month>\p{L}{3,})\.?[ -]?(?<day>[0-9]{1,2})(?:st|nd|rd|th)?|(?<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?[ -]?(?:of )?(?<month>\p{L}{3,})\.?)(?:(?:, ?| |-)(?<year>[0-9]{4}))?$")]
    private static partial Regex WithName();
}
