using System.Globalization;
using Crm.Core.Records.Filters;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Lists;

/// <summary>Days, weeks, months and years as headings.</summary>
internal static class SpanText
{
    public static string Of(Period period, string span, IStringLocalizer<ListTexts> texts)
    {
        var culture = CultureInfo.CurrentCulture;
        // The oldest group gathers all that is older.
        if (period.From.Year <= 1000)
            return texts["span-before", period.Until.AddDays(1).ToString("d", culture)];
        return span switch
        {
            "year" => texts["span-in-year", period.From.Year],
            "quarter" => texts["span-in-quarter", period.From.Year, (period.From.Month + 2) / 3],
            "month" => period.From.ToString("Y", culture),
            "week" => texts["span-in-week", ISOWeek.GetYear(period.From.ToDateTime(default)), ISOWeek.GetWeekOfYear(period.From.ToDateTime(default)), period.From.ToString("M", culture)],
            _ => period.From.ToString("D", culture),
        };
    }
}
