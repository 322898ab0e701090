using System.Globalization;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Tests.Shared.Recurrence;

public sealed class RecurrenceTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    [InlineData("FREQ=DAILY", "2026-02-27", "2026-02-27 2026-02-28 2026-03-01 2026-03-02")]
    [InlineData("FREQ=DAILY;INTERVAL=3", "2026-02-27", "2026-02-27 2026-03-02 2026-03-05 2026-03-08")]
    [InlineData("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-11-20", "2026-11-20 2026-11-23 2026-11-24 2026-11-25")]
    [InlineData("FREQ=WEEKLY", "2026-11-22", "2026-11-22 2026-11-29 2026-12-06 2026-12-13")]
    [InlineData("FREQ=WEEKLY;BYDAY=TH,MO", "2026-11-23", "2026-11-23 2026-11-26 2026-11-30 2026-12-03")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", "1997-08-05", "1997-08-05 1997-08-10 1997-08-19 1997-08-24")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "1997-08-05", "1997-08-05 1997-08-17 1997-08-19 1997-08-31")]
    [InlineData("FREQ=MONTHLY", "2026-01-31", "2026-01-31 2026-03-31 2026-05-31 2026-07-31")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-11-30", "2027-11-30 2027-12-31 2028-01-31 2028-02-29")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=15,-1", "2026-02-15", "2026-02-15 2026-02-28 2026-03-15 2026-03-31")]
    [InlineData("FREQ=MONTHLY;BYDAY=2TU", "2026-11-10", "2026-11-10 2026-12-08 2027-01-12 2027-02-09")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27", "2026-11-27 2026-12-25 2027-01-29 2027-02-26")]
    [InlineData("FREQ=MONTHLY;BYDAY=5MO", "2026-11-30", "2026-11-30 2027-03-29 2027-05-31 2027-08-30")]
    [InlineData("FREQ=YEARLY", "2024-02-29", "2024-02-29 2028-02-29 2032-02-29 2036-02-29")]
    [InlineData("FREQ=YEARLY", "2096-02-29", "2096-02-29 2104-02-29 2108-02-29 2112-02-29")]
    [InlineData("FREQ=YEARLY;INTERVAL=2", "2026-11-22", "2026-11-22 2028-11-22 2030-11-22 2032-11-22")]
    public void A_rule_gives_these_days(string rule, string first, string days) =>
        Assert.Equal(days, string.Join(' ', Days(rule, first).Take(4).Select(Text)));

    [Theory]
    [InlineData("FREQ=DAILY;COUNT=1", "2026-11-22", "2026-11-22")]
    [InlineData("FREQ=DAILY;COUNT=3", "2026-11-22", "2026-11-22 2026-11-23 2026-11-24")]
    [InlineData("FREQ=WEEKLY;UNTIL=20261206", "2026-11-22", "2026-11-22 2026-11-29 2026-12-06")]
    [InlineData("FREQ=WEEKLY;UNTIL=20261205T235959Z", "2026-11-22", "2026-11-22 2026-11-29")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;COUNT=3", "2026-11-22", "2026-11-22 2026-11-23 2026-11-30")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20260430", "2026-01-31", "2026-01-31 2026-03-31")]
    [InlineData("FREQ=DAILY;UNTIL=20251231", "2026-11-22", "2026-11-22")]
    public void A_rule_ends(string rule, string first, string days) => Assert.Equal(days, string.Join(' ', Days(rule, first).Select(Text)));

    [Fact]
    public void A_rule_that_meets_no_day_any_more_ends_too() => Assert.Single(Days("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", "2026-02-28"));

    [Fact]
    public void A_rule_reaches_the_end_of_the_calendar_and_no_further() => Assert.Equal(2, Days("FREQ=YEARLY", "9998-06-01").Count());

    [Theory]
    [InlineData("")]
    [InlineData("every monday")]
    [InlineData("FREQ=HOURLY")]
    [InlineData("FREQ=1")]
    [InlineData("INTERVAL=2")]
    [InlineData("FREQ=DAILY;INTERVAL=0")]
    [InlineData("FREQ=DAILY;COUNT=0")]
    [InlineData("FREQ=DAILY;COUNT=2;UNTIL=20261231")]
    [InlineData("FREQ=DAILY;FREQ=WEEKLY")]
    [InlineData("FREQ=WEEKLY;BYDAY=2MO")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=32")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=0")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=MO")]
    [InlineData("FREQ=YEARLY;BYMONTH=2")]
    [InlineData("FREQ=DAILY;UNTIL=20261332")]
    public void What_is_no_rule_is_not_read(string text) => Assert.False(RecurrenceRule.TryParse(text, out _));

    [Theory]
    [InlineData("rrule:freq=weekly;byday=mo,th;interval=1", "FREQ=WEEKLY;BYDAY=MO,TH")]
    [InlineData("COUNT=5;FREQ=MONTHLY;BYDAY=-1FR;", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=5")]
    [InlineData("FREQ=DAILY;UNTIL=20261231T000000Z;WKST=SU", "FREQ=DAILY;UNTIL=20261231;WKST=SU")]
    public void A_rule_has_one_spelling(string written, string kept) => Assert.Equal(kept, Rule(written).ToString());

    [Fact]
    public void Nine_in_the_morning_stays_nine_in_the_morning_when_the_clocks_change()
    {
        var series = At("FREQ=DAILY;COUNT=3", "2026-03-28T09:00", Berlin);

        Assert.Equal(["08:00", "07:00", "07:00"], Starts(series));
    }

    [Fact]
    public void A_time_that_the_spring_leaves_out_comes_an_hour_later_that_day_and_is_back_the_next()
    {
        var series = At("FREQ=DAILY;COUNT=3", "2026-03-28T02:30", Berlin);

        Assert.Equal(["02:30", "03:30", "02:30"], series.Between(DateTime.MinValue, DateTime.MaxValue)
            .Select(o => WallClock.Of(o.StartsAt, Berlin).ToString("HH:mm", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_time_that_the_autumn_shows_twice_happens_once_and_first()
    {
        var series = At("FREQ=DAILY;COUNT=2", "2026-10-31T01:30", NewYork);

        Assert.Equal(["05:30", "05:30"], Starts(series));
        Assert.Equal(["05:30", "06:30"], Starts(At("FREQ=DAILY;COUNT=2", "2026-11-01T01:30", NewYork)));
    }

    [Fact]
    public void A_late_evening_follows_the_weekday_of_its_own_wall_and_not_that_of_greenwich()
    {
        var series = At("FREQ=WEEKLY;BYDAY=SU", "2026-11-22T22:00", NewYork);

        Assert.Equal(DayOfWeek.Monday, series.NextAfter(series.StartsAt)!.Value.StartsAt.DayOfWeek);
        Assert.Equal(new DateOnly(2026, 11, 29), series.NextAfter(series.StartsAt)!.Value.Day);
    }

    [Fact]
    public void What_was_taken_out_is_left_out_and_still_counts()
    {
        var series = At("FREQ=DAILY;COUNT=3", "2026-11-22T09:00", Berlin) with { Without = new HashSet<DateOnly> { new(2026, 11, 23) } };

        Assert.Equal([22, 24], series.Between(DateTime.MinValue, DateTime.MaxValue).Select(o => o.Day.Day));
        Assert.Null(series.On(new DateOnly(2026, 11, 23)));
        Assert.Equal(2, series.Before(new DateOnly(2026, 11, 24)));
    }

    [Fact]
    public void A_span_holds_what_began_before_it_and_lasts_into_it()
    {
        var series = At("FREQ=WEEKLY", "2026-11-22T23:00", Berlin) with { Length = TimeSpan.FromHours(3) };
        var monday = new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc);

        Assert.Equal(new DateOnly(2026, 11, 22), Assert.Single(series.Between(monday, monday.AddDays(1))).Day);
        Assert.Empty(series.Between(monday.AddHours(1), monday.AddDays(1)));
    }

    private static RecurrenceRule Rule(string text) => RecurrenceRule.TryParse(text, out var rule) ? rule : throw new FormatException(text);

    private static IEnumerable<DateOnly> Days(string rule, string first) => RecurrenceDays.From(Rule(rule), DateOnly.Parse(first, CultureInfo.InvariantCulture));

    private static Series At(string rule, string wall, TimeZoneInfo zone) =>
        new(Rule(rule), WallClock.ToUtc(DateTime.Parse(wall, CultureInfo.InvariantCulture), zone), TimeSpan.FromHours(1), zone, new HashSet<DateOnly>());

    private static IEnumerable<string> Starts(Series series) =>
        series.Between(DateTime.MinValue, DateTime.MaxValue).Select(o => o.StartsAt.ToString("HH:mm", CultureInfo.InvariantCulture));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
