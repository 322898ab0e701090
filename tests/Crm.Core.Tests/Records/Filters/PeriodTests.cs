using Crm.Core.Records.Filters;

namespace Crm.Core.Tests.Records.Filters;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2024", "2024-01-01", "2024-12-31")]
    [InlineData("2024-Q1", "2024-01-01", "2024-03-31")]
    [InlineData("2024-Q4", "2024-10-01", "2024-12-31")]
    [InlineData("2024-02", "2024-02-01", "2024-02-29")]
    [InlineData("2023-02", "2023-02-01", "2023-02-28")]
    [InlineData("1900-02", "1900-02-01", "1900-02-28")]
    [InlineData("2000-02", "2000-02-01", "2000-02-29")]
    [InlineData("2024-02-29", "2024-02-29", "2024-02-29")]
    [InlineData("9998", "9998-01-01", "9998-12-31")]
    public void A_named_span_has_its_days(string text, string from, string until) =>
        Assert.Equal(new Period(Day(from), Day(until)), Read(text, "2026-06-15"));

    [Theory]
    [InlineData("2024-02-29", "today", "2024-02-29", "2024-02-29")]
    [InlineData("2024-03-01", "yesterday", "2024-02-29", "2024-02-29")]
    [InlineData("2024-02-28", "tomorrow", "2024-02-29", "2024-02-29")]
    [InlineData("2024-02-29", "this-week", "2024-02-26", "2024-03-03")]
    [InlineData("2024-02-26", "this-week", "2024-02-26", "2024-03-03")]
    [InlineData("2024-03-03", "this-week", "2024-02-26", "2024-03-03")]
    [InlineData("2024-01-01", "last-week", "2023-12-25", "2023-12-31")]
    [InlineData("2023-12-31", "next-week", "2024-01-01", "2024-01-07")]
    [InlineData("2024-03-31", "last-month", "2024-02-01", "2024-02-29")]
    [InlineData("2024-01-31", "next-month", "2024-02-01", "2024-02-29")]
    [InlineData("2024-01-15", "last-quarter", "2023-10-01", "2023-12-31")]
    [InlineData("2024-12-31", "next-quarter", "2025-01-01", "2025-03-31")]
    [InlineData("2024-02-29", "last-year", "2023-01-01", "2023-12-31")]
    [InlineData("2024-03-01", "last-2-days", "2024-02-29", "2024-03-01")]
    [InlineData("2024-02-28", "next-3-days", "2024-02-28", "2024-03-01")]
    public void A_span_beside_today_has_its_days(string today, string text, string from, string until) =>
        Assert.Equal(new Period(Day(from), Day(until)), Read(text, today));

    [Theory]
    [InlineData("")]
    [InlineData("2024-13")]
    [InlineData("2024-Q5")]
    [InlineData("2024-02-30")]
    [InlineData("2023-02-29")]
    [InlineData("24")]
    [InlineData("0999")]
    [InlineData("9999")]
    [InlineData("TODAY")]
    [InlineData("last-0-days")]
    [InlineData("last--1-days")]
    [InlineData("last-99999999999-days")]
    [InlineData("next-day")]
    [InlineData("２０２４")]
    [InlineData("2024-Q1 ")]
    public void What_names_no_span_is_refused(string text) => Assert.False(Period.TryParse(text, Day("2024-06-15"), out _));

    [Theory]
    [InlineData("America/New_York", "2024-03-10", "2024-03-10T05:00:00Z", 23)]
    [InlineData("America/New_York", "2024-11-03", "2024-11-03T04:00:00Z", 25)]
    [InlineData("Asia/Shanghai", "2024-03-10", "2024-03-09T16:00:00Z", 24)]
    [InlineData("America/Santiago", "2024-09-08", "2024-09-08T04:00:00Z", 23)]
    [InlineData("Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00Z", 23)]
    [InlineData("America/Havana", "2024-11-03", "2024-11-03T04:00:00Z", 25)]
    public void A_day_begins_once_wherever_the_clocks_are_changed(string zone, string day, string begin, int hours)
    {
        var where = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var from = StartOfDay.InUtc(Day(day), where);

        Assert.Equal(DateTimeOffset.Parse(begin, null).UtcDateTime, from);
        Assert.Equal(TimeSpan.FromHours(hours), StartOfDay.InUtc(Day(day).AddDays(1), where) - from);
    }

    private static Period Read(string text, string today)
    {
        Assert.True(Period.TryParse(text, Day(today), out var period), text);
        return period;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
