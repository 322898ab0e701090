using System.Globalization;

namespace Crm.Web.Activities.MyDay;

/// <summary>Days as one speaks of them: with the weekday, without the year.</summary>
public static class DayText
{
    /// <summary>"Mon, Nov 23", "11月23日 周一".</summary>
    public static string Short(DateOnly day)
    {
        var culture = CultureInfo.CurrentCulture;
        var (weekday, date) = (day.ToString("ddd", culture), day.ToString(IsChinese(culture) ? "M月d日" : "MMM d", culture));
        return IsChinese(culture) ? $"{date} {weekday}" : $"{weekday}, {date}";
    }

    /// <summary>"Sunday, November 22", "11月22日星期日".</summary>
    public static string Long(DateOnly day)
    {
        var culture = CultureInfo.CurrentCulture;
        return IsChinese(culture) ? day.ToString("M月d日dddd", culture) : day.ToString("dddd, MMMM d", culture);
    }

    /// <summary>The Monday after a day.</summary>
    public static DateOnly NextMonday(DateOnly day) => day.AddDays(7 - (((int)day.DayOfWeek + 6) % 7));

    private static bool IsChinese(CultureInfo culture) => culture.TwoLetterISOLanguageName == "zh";
}
