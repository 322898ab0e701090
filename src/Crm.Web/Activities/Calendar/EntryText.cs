using System.Globalization;
using Crm.Core.Activities;
using Crm.Core.Activities.Calendar;
using Crm.Core.Shared.Recurrence;
using Crm.Web.Records;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Activities.Calendar;

/// <summary>How the entries of a calendar are said and coloured.</summary>
public sealed class EntryText(RecordLabels labels, IStringLocalizer<CalendarTexts> texts)
{
    public string Describe(CalendarEntry entry, CalendarView view) => Joined(
        entry.Title, labels.One(view.Schema[entry.Record.Type].Type), entry.AllDay is { } day ? LongDay(day) : Times(entry), entry.Owner?.Title ?? "",
        entry.Follows is not null ? texts["follows"] : entry.Repeats ? texts["repeats"] : "");

    /// <summary>What it is about, and whose it is where several people's are shown.</summary>
    public static string Where(CalendarEntry entry, CalendarView view) => Joined(
        entry.About is { } about && view.Titles.TryGetValue(about, out var title) ? title : "", view.People.Chosen.Count > 1 ? entry.Owner?.Title ?? "" : "");

    /// <summary>One person's entries differ by their type, several people's by whose they are.</summary>
    public static string Hue(CalendarEntry entry, CalendarView view) => "hue-" + (view.People.Chosen.Count > 1 && entry.Owner is { } owner ? view.People.HueOf(owner.Id) : entry.Record.Type switch
    {
        TaskType.TypeName => "teal",
        CallType.TypeName => "orange",
        _ => "indigo",
    });

    public static string? State(CalendarEntry entry) => entry.IsDone ? "done" : entry.Follows is not null ? "ghost" : null;

    /// <summary>In a month there is room for the beginning only.</summary>
    public string Time(CalendarEntry entry, CalendarView view) => entry.AllDay is not null ? "" : view.Shown.Kind == CalendarKind.Month ? Time(entry.StartsAt) : Times(entry);

    /// <summary>Where something was moved to.</summary>
    public string Place(NewTime to, CalendarEntry entry) => to.AllDay is not { } day ? $"{LongDay(WallClock.DayOf(to.StartsAt, labels.Format.Zone))} {Time(to.StartsAt)}"
        : to.KeepsTime ? $"{LongDay(day)} {Time(entry.StartsAt)}" : LongDay(day);

    public static string LongDay(DateOnly day) => day.ToString(CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "zh" ? "M月d日 dddd" : "dddd, MMMM d", CultureInfo.CurrentCulture);

    public static string Hour(int hour) => new TimeOnly(hour, 0).ToString("t", CultureInfo.CurrentCulture);

    private string Times(CalendarEntry entry) => $"{Time(entry.StartsAt)}–{Time(entry.EndsAt)}";

    private string Time(DateTime moment) => WallClock.Of(moment, labels.Format.Zone).ToString("t", CultureInfo.CurrentCulture);

    private static string Joined(params string[] parts) => string.Join(" · ", parts.Where(p => p.Length > 0));
}
