using System.Globalization;
using Crm.Core.Records.Filters;

namespace Crm.Core.Analytics;

/// <summary>The conditions of the sales figures in the filter language: what is counted is what a link lists.</summary>
internal static class DealFilters
{
    public static FilterNode Won(FilterNode? scope) => FilterNode.All(Is("stage", "won"), scope)!;

    public static FilterNode Lost(FilterNode? scope) => FilterNode.All(Is("stage", "lost"), scope)!;

    public static FilterNode Closed(FilterNode? scope) => FilterNode.All(new FilterTerm("stage", FilterOperator.In, "won", "lost"), scope)!;

    public static FilterNode Timed(FilterNode? scope) => FilterNode.All(Won(scope), new FilterTerm("cycleDays", FilterOperator.NotEmpty))!;

    public static FilterNode Open(FilterNode? scope) => FilterNode.All(Is("stage", "open"), scope)!;

    public static FilterNode InStage(Guid id, FilterNode? scope) => FilterNode.All(Is("stage", id.ToString()), scope)!;

    public static FilterNode ClosedWithin(string period) => new FilterTerm("closedOn", FilterOperator.Within, period);

    public static FilterNode ClosedWithin(int? year) => year is { } y ? ClosedWithin(Word(y)) : new FilterTerm("closedOn", FilterOperator.NotEmpty);

    public static FilterNode ClosedBetween(DateOnly from, DateOnly until) => FilterNode.All(
        new FilterTerm("closedOn", FilterOperator.AtLeast, Day(from)),
        new FilterTerm("closedOn", FilterOperator.AtMost, Day(until)))!;

    public static FilterNode Overdue(DateOnly today) => FilterNode.All(
        Is("stage", "open"), new FilterTerm("expectedCloseOn", FilterOperator.Less, Day(today)))!;

    public static FilterNode? OfTeam(Guid? team) => team is { } id ? Is("owner.team", id.ToString()) : null;

    public static FilterNode Is(string field, string value) => new FilterTerm(field, FilterOperator.Equal, value);

    public static FilterNode None(string field) => new FilterTerm(field, FilterOperator.Empty);

    public static FilterNode Any(string field) => new FilterTerm(field, FilterOperator.NotEmpty);

    public static string Word(int year) => year.ToString("0000", CultureInfo.InvariantCulture);

    public static string QuarterWord(DateOnly day) => $"{Word(day.Year)}-Q{(day.Month + 2) / 3}";

    public static string MonthWord(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
