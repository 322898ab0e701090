using System.Globalization;

namespace Crm.Web.Shared;

/// <summary>Weeks as the reader counts them: from Sunday in the United States, from Monday in China.</summary>
internal static class Weeks
{
    public static DayOfWeek FirstDay => CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek;

    /// <summary>The first day of the week that <paramref name="day"/> lies in.</summary>
    public static DateOnly Of(DateOnly day) => day.AddDays(-((7 + (int)day.DayOfWeek - (int)FirstDay) % 7));
}
