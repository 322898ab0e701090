using System.Globalization;
using Crm.Web.Shared;

namespace Crm.Web.Activities.Calendar;

public enum CalendarKind { Day, Week, Month, Agenda }

/// <summary>What the calendar shows: read from the address, so that a link shows the same.</summary>
public sealed record CalendarAddress(CalendarKind Kind, DateOnly Date)
{
    /// <summary>How many days an agenda looks ahead.</summary>
    public const int AgendaDays = 14;

    public static CalendarAddress Of(string? view, string? date, DateOnly today) => new(
        Enum.TryParse<CalendarKind>(view, true, out var kind) && Enum.IsDefined(kind) ? kind : CalendarKind.Week,
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1000 and < 9000 ? day : today);

    public DateOnly From => Kind switch
    {
        CalendarKind.Week => Weeks.Of(Date),
        CalendarKind.Month => Weeks.Of(new DateOnly(Date.Year, Date.Month, 1)),
        _ => Date,
    };

    /// <summary>The first day that is not shown.</summary>
    public DateOnly Until => Kind switch
    {
        CalendarKind.Day => Date.AddDays(1),
        CalendarKind.Week => From.AddDays(7),
        CalendarKind.Month => Weeks.Of(new DateOnly(Date.Year, Date.Month, 1).AddMonths(1).AddDays(-1)).AddDays(7),
        _ => Date.AddDays(AgendaDays),
    };

    public IEnumerable<DateOnly> Days
    {
        get
        {
            for (var day = From; day < Until; day = day.AddDays(1))
                yield return day;
        }
    }

    public DateOnly Step(int by) => Kind switch
    {
        CalendarKind.Day => Date.AddDays(by),
        CalendarKind.Week => Date.AddDays(7 * by),
        CalendarKind.Month => new DateOnly(Date.Year, Date.Month, 1).AddMonths(by),
        _ => Date.AddDays(AgendaDays * by),
    };

    public string Title => Kind switch
    {
        CalendarKind.Day => Date.ToString("D", CultureInfo.CurrentCulture),
        CalendarKind.Month => Date.ToString("Y", CultureInfo.CurrentCulture),
        _ => $"{Short(From)} – {Short(Until.AddDays(-1))}",
    };

    private static string Short(DateOnly day) => day.ToString(CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "zh" ? "yyyy年M月d日" : "MMM d, yyyy", CultureInfo.CurrentCulture);
}
