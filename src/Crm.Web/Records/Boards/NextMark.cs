using System.Globalization;
using Crm.Core.Records.Boards;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Boards;

/// <summary>How a card says when its next activity is: words first, colour beside them.</summary>
internal static class NextMark
{
    public static (string Tone, string Text) Of(NextActivity? next, DateOnly today, bool isNeeded, IStringLocalizer<BoardTexts> t) => (next?.When(today) ?? NextWhen.None) switch
    {
        NextWhen.None => isNeeded ? ("warn", t["next.none"]) : ("faint", t["next.plan"]),
        NextWhen.Overdue => ("bad", t["next.overdue", today.DayNumber - next!.On!.Value.DayNumber]),
        NextWhen.Today => ("good", next!.At is { } at ? t["next.today.at", at.ToString("t", CultureInfo.CurrentCulture)] : t["next.today"]),
        NextWhen.Week => ("mut", next!.On!.Value.ToString("ddd", CultureInfo.CurrentCulture) + (next.At is { } time ? " " + time.ToString("t", CultureInfo.CurrentCulture) : "")),
        _ => ("mut", next!.On is { } day ? day.ToString(day.Year == today.Year ? CultureInfo.CurrentCulture.DateTimeFormat.MonthDayPattern.Replace("MMMM", "MMM", StringComparison.Ordinal) : "d", CultureInfo.CurrentCulture) : t["next.someday"]),
    };
}
