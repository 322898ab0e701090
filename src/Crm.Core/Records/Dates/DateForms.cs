using System.Collections.Concurrent;
using System.Globalization;

namespace Crm.Core.Records.Dates;

/// <summary>How days and times stand in a box in the forms of one culture, so that they can be typed again: 11/22/2026 2:30 PM.</summary>
/// <param name="Day">The culture's short pattern; the year always has four digits. In Chinese the ISO form, which is what texts show.</param>
/// <param name="Time">The culture's short pattern, with spaces that a keyboard has.</param>
public sealed record DateForms(string Day, string Time)
{
    private static readonly ConcurrentDictionary<string, DateForms> Known = [];

    /// <summary>Days and times for machines: ISO 8601.</summary>
    private static readonly DateForms Machine = new("yyyy-MM-dd", "HH:mm");

    public static DateForms Of(CultureInfo culture) => culture.Equals(CultureInfo.InvariantCulture) ? Machine
        : Known.GetOrAdd(culture.Name, _ => new DateForms(
            IsChinese(culture) ? Machine.Day : WithWholeYear(culture.DateTimeFormat.ShortDatePattern), culture.DateTimeFormat.ShortTimePattern.Replace('\u202F', ' ').Replace('\u00A0', ' ')));

    /// <summary>The parts of a day as the culture orders them, such as <c>Mdy</c>.</summary>
    public string Order { get; } = new([.. Day.Where(c => c is 'y' or 'M' or 'd').Distinct()]);

    /// <summary>A day as lists and pages show it, with the month in letters where two orders of numbers are about: Nov 22, 2026.</summary>
    public static string Show(DateOnly day, CultureInfo culture) =>
        day.ToString(culture.Equals(CultureInfo.InvariantCulture) || IsChinese(culture) ? Machine.Day : "MMM d, yyyy", culture);

    public static string Write(DateOnly day, CultureInfo culture) => day.ToString(Of(culture).Day, culture);

    public static string Write(TimeOnly time, CultureInfo culture) => time.ToString(Of(culture).Time, culture);

    public static string Write(DateTime wall, CultureInfo culture) => $"{Write(DateOnly.FromDateTime(wall), culture)} {Write(TimeOnly.FromDateTime(wall), culture)}";

    private static bool IsChinese(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh";

    private static string WithWholeYear(string pattern) => pattern.Contains("yyyy", StringComparison.Ordinal) ? pattern
        : pattern.Replace("yy", "yyyy", StringComparison.Ordinal) is var longer && longer != pattern ? longer
        : pattern.Replace("y", "yyyy", StringComparison.Ordinal);
}
