using System.Globalization;
using Crm.Core.Records.Dates;
using Crm.Core.Shared.Recurrence;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Recurrence;

/// <summary>A rule as a sentence: "every 2 weeks on Mon, Thu, until Dec 31, 2026".</summary>
public sealed class RecurrenceWords(IStringLocalizer<RecurrenceTexts> texts)
{
    public string Of(string? rule) => rule is not null && RecurrenceRule.TryParse(rule, out var read) ? Of(read) : rule ?? "";

    public string Of(RecurrenceRule rule)
    {
        var each = texts[$"every.{rule.Frequency}", rule.Interval].Value;
        var on = rule switch
        {
            { Days.Count: > 0, Frequency: Frequency.Monthly } => texts["on", string.Join(texts["list"], rule.Days.Select(Nth))].Value,
            { Days.Count: 5, Frequency: Frequency.Weekly or Frequency.Daily } when IsWorkWeek(rule) => texts["on-workdays"].Value,
            { Days.Count: > 0 } => texts["on", string.Join(texts["list"], rule.Days.Select(d => Day(d.Day)))].Value,
            { MonthDays.Count: > 0 } => texts["on", string.Join(texts["list"], rule.MonthDays.Select(MonthDay))].Value,
            _ => "",
        };
        var end = rule switch
        {
            { Count: { } count } => texts["times", count].Value,
            { Until: { } until } => texts["until", DateForms.Show(until, CultureInfo.CurrentCulture)].Value,
            _ => "",
        };
        return each + on + end;
    }

    public string Day(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.AbbreviatedDayNames[(int)day];

    public string Nth(NthWeekday day) => day.Nth == 0 ? Day(day.Day) : texts[$"nth.{day.Nth}", CultureInfo.CurrentCulture.DateTimeFormat.DayNames[(int)day.Day]];

    public string MonthDay(int day) => day < 0 ? texts[day == -1 ? "month-end" : "month-before-end", -day] : texts["month-day", day];

    private static bool IsWorkWeek(RecurrenceRule rule) => rule.Days.All(d => d.Day is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
}
