using System.Globalization;
using Crm.Core.Records.Dates;
using Crm.Core.Records.Kinds;

namespace Crm.Core.Tests.Records.Dates;

/// <summary>What people type into a box for a day or a time, on Sunday, 22 November 2026.</summary>
public sealed class TypedDateTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("en-US", "11/22/2026", "2026-11-22")]
    [InlineData("en-US", "3/4/2026", "2026-03-04")]
    [InlineData("en-US", "3/4/26", "2026-03-04")]
    [InlineData("en-US", "3-4-49", "2049-03-04")]
    [InlineData("en-US", "3/4/50", "1950-03-04")]
    [InlineData("en-US", "12/24", "2026-12-24")]
    [InlineData("en-US", "Nov 22, 2026", "2026-11-22")]
    [InlineData("en-US", "22 november", "2026-11-22")]
    [InlineData("en-US", "Sept 3rd", "2026-09-03")]
    [InlineData("en-US", "22-Nov-2027", "2027-11-22")]
    [InlineData("en-US", "20261122", "2026-11-22")]
    [InlineData("en-GB", "3/4/2026", "2026-04-03")]
    [InlineData("de-DE", "3.4.26", "2026-04-03")]
    [InlineData("de-DE", "3.4.", "2026-04-03")]
    [InlineData("zh-Hans", "2026/11/22", "2026-11-22")]
    [InlineData("zh-Hans", "26/3/4", "2026-03-04")]
    [InlineData("zh-Hans", "12/24", "2026-12-24")]
    [InlineData("zh-Hans", "2026年3月4日", "2026-03-04")]
    [InlineData("zh-Hans", "26年3月4号", "2026-03-04")]
    [InlineData("zh-Hans", "3月4日", "2026-03-04")]
    [InlineData("zh-Hant", "2026.3.4", "2026-03-04")]
    [InlineData("zh-Hant", "3月4號", "2026-03-04")]
    [InlineData("zh-Hans", "２０２６／１１／２２", "2026-11-22")]
    [InlineData("zh-Hant", "２０２６年３月４日", "2026-03-04")]
    [InlineData("en-US", "٢٠٢٦-١١-٢٢", "2026-11-22")]
    [InlineData("en-US", "  11 / 22 / 2026 ", "2026-11-22")]
    public void A_day_is_read_in_the_order_of_the_culture(string culture, string text, string day) =>
        Assert.Equal(day, Read(text, culture));

    [Theory]
    [InlineData("en-US"), InlineData("en-GB"), InlineData("de-DE"), InlineData("zh-Hans"), InlineData("zh-Hant")]
    public void The_form_of_machines_is_read_everywhere_and_what_a_box_or_a_cell_shows_is_read_again(string culture)
    {
        var (format, day) = (Reader(culture), new DateOnly(2024, 2, 29));
        Assert.All(
            new[] { "2024-02-29", DateForms.Write(day, format.Culture), FieldKinds.Date.Format(day, format) },
            text => Assert.Equal("2024-02-29", Read(text, culture)));
        var moment = new DateTime(2024, 2, 29, 23, 5, 0, System.DateTimeKind.Utc);
        Assert.All(
            new[] { "2024-02-29T23:05", "2024-02-29T23:05:00Z", DateForms.Write(moment, format.Culture), FieldKinds.DateTime.Format(moment, format) },
            text => Assert.True(FieldKinds.DateTime.TryParse(text, format, out var read) && read is DateTime at && at == moment, text));
    }

    [Theory]
    [InlineData("today", "2026-11-22")]
    [InlineData("Tomorrow", "2026-11-23")]
    [InlineData("yesterday", "2026-11-21")]
    [InlineData("mon", "2026-11-23")]
    [InlineData("sunday", "2026-11-29")]
    [InlineData("Fri", "2026-11-27")]
    [InlineData("next week", "2026-11-23")]
    [InlineData("next friday", "2026-11-27")]
    [InlineData("last wed", "2026-11-11")]
    [InlineData("+3", "2026-11-25")]
    [InlineData("+3d", "2026-11-25")]
    [InlineData("-1w", "2026-11-15")]
    [InlineData("+2w", "2026-12-06")]
    [InlineData("+1m", "2026-12-22")]
    [InlineData("+1y", "2027-11-22")]
    [InlineData("2w", "2026-12-06")]
    [InlineData("in 3 days", "2026-11-25")]
    [InlineData("in a week", "2026-11-29")]
    [InlineData("two weeks ago", "2026-11-08")]
    [InlineData("end of month", "2026-11-30")]
    [InlineData("eom", "2026-11-30")]
    [InlineData("end of next month", "2026-12-31")]
    [InlineData("今天", "2026-11-22")]
    [InlineData("明天", "2026-11-23")]
    [InlineData("后天", "2026-11-24")]
    [InlineData("後天", "2026-11-24")]
    [InlineData("昨天", "2026-11-21")]
    [InlineData("周五", "2026-11-27")]
    [InlineData("週五", "2026-11-27")]
    [InlineData("星期五", "2026-11-27")]
    [InlineData("禮拜天", "2026-11-29")]
    [InlineData("下周五", "2026-11-27")]
    [InlineData("下個星期五", "2026-11-27")]
    [InlineData("本週一", "2026-11-16")]
    [InlineData("月底", "2026-11-30")]
    [InlineData("下个月底", "2026-12-31")]
    [InlineData("3天后", "2026-11-25")]
    [InlineData("３天後", "2026-11-25")]
    [InlineData("两周后", "2026-12-06")]
    [InlineData("十二天後", "2026-12-04")]
    [InlineData("1個月之後", "2026-12-22")]
    [InlineData("2天前", "2026-11-20")]
    [InlineData("2个星期后", "2026-12-06")]
    [InlineData("一年後", "2027-11-22")]
    [InlineData("3 months from now", "2027-02-22")]
    public void Words_are_read_in_every_language_whatever_the_readers_own(string text, string day)
    {
        foreach (var culture in new[] { "en-US", "zh-Hans", "zh-Hant" })
            Assert.Equal(day, Read(text, culture));
    }

    [Theory]
    [InlineData("2026-01-31", "+1m", "2026-02-28")]
    [InlineData("2024-01-31", "+1m", "2024-02-29")]
    [InlineData("2024-02-29", "+1y", "2025-02-28")]
    [InlineData("2024-02-10", "月底", "2024-02-29")]
    [InlineData("2026-12-31", "tomorrow", "2027-01-01")]
    [InlineData("2026-12-31", "end of next month", "2027-01-31")]
    [InlineData("2026-11-25", "next friday", "2026-12-04")]
    [InlineData("2026-11-25", "下周五", "2026-12-04")]
    [InlineData("2026-11-25", "this friday", "2026-11-27")]
    [InlineData("2026-11-27", "friday", "2026-12-04")]
    [InlineData("2024-11-22", "2/29", "2024-02-29")]
    public void The_calendar_is_kept_at_the_ends_of_months_and_years(string today, string text, string day) =>
        Assert.Equal(day, Iso(TypedDay.Read(text, CultureInfo.GetCultureInfo("en-US"), DateOnly.Parse(today, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("en-US", "2/31/2026")]
    [InlineData("en-US", "2026-02-29")]
    [InlineData("en-US", "2/29")]
    [InlineData("en-US", "22/11/2026")]
    [InlineData("en-GB", "11/22/2026")]
    [InlineData("en-US", "22/11")]
    [InlineData("zh-Hans", "11/22/26")]
    [InlineData("zh-Hans", "2026年2月31日")]
    [InlineData("en-US", "1/2/3")]
    [InlineData("en-US", "11/22-2026")]
    [InlineData("en-US", "22")]
    [InlineData("en-US", "2026-11")]
    [InlineData("en-US", "2026-13-01")]
    [InlineData("en-US", "0999-01-01")]
    [InlineData("en-US", "9999-12-31")]
    [InlineData("en-US", "soon")]
    [InlineData("en-US", "ma 3")]
    [InlineData("en-US", "next blursday")]
    [InlineData("en-US", "+99999")]
    [InlineData("en-US", "in many days")]
    [InlineData("zh-Hans", "五")]
    [InlineData("zh-Hans", "改天")]
    [InlineData("zh-Hans", "三月后")]
    [InlineData("zh-Hant", "下週八")]
    [InlineData("zh-Hant", "")]
    public void What_is_no_day_is_not_made_into_one(string culture, string text) => Assert.Null(Read(text, culture));

    [Fact]
    public void Without_a_clock_words_and_days_without_a_year_say_nothing()
    {
        var nobody = new FieldFormat(CultureInfo.GetCultureInfo("en-US"), TimeZoneInfo.Utc, "USD");
        Assert.All(new[] { "today", "12/24", "mon" }, text => Assert.False(FieldKinds.Date.TryParse(text, nobody, out _), text));
        Assert.All(new[] { "today", "12/24", "12/24/2026" }, text => Assert.False(FieldKinds.Date.TryParse(text, FieldFormat.Machine("USD"), out _), text));
    }

    [Theory]
    [InlineData("9", "09:00")]
    [InlineData("9:30", "09:30")]
    [InlineData("930", "09:30")]
    [InlineData("0930", "09:30")]
    [InlineData("14.30", "14:30")]
    [InlineData("1430", "14:30")]
    [InlineData("9pm", "21:00")]
    [InlineData("9:30 p.m.", "21:30")]
    [InlineData("12am", "00:00")]
    [InlineData("12 PM", "12:00")]
    [InlineData("noon", "12:00")]
    [InlineData("下午3点", "15:00")]
    [InlineData("下午3點半", "15:30")]
    [InlineData("下午03:05", "15:05")]
    [InlineData("下午15点", "15:00")]
    [InlineData("上午12:30", "00:30")]
    [InlineData("晚上八点一刻", "20:15")]
    [InlineData("中午12点", "12:00")]
    [InlineData("凌晨1點20分", "01:20")]
    [InlineData("１４：３０", "14:30")]
    [InlineData("24:00", null)]
    [InlineData("9:60", null)]
    [InlineData("13am", null)]
    [InlineData("14pm", null)]
    [InlineData("晚上12点", null)]
    [InlineData("early", null)]
    [InlineData("99", null)]
    public void A_time_is_read_as_people_write_it(string text, string? time) =>
        Assert.Equal(time, TypedTime.Read(text)?.ToString("HH:mm", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("en-US", "11/23/2026 2:30 PM", "2026-11-23 14:30")]
    [InlineData("en-US", "tomorrow 9:30", "2026-11-23 09:30")]
    [InlineData("en-US", "tomorrow at 9", "2026-11-23 09:00")]
    [InlineData("en-US", "Nov 24 930", "2026-11-24 09:30")]
    [InlineData("en-US", "in 3 days, 9 pm", "2026-11-25 21:00")]
    [InlineData("en-US", "fri 14:30", "2026-11-27 14:30")]
    [InlineData("en-US", "11/23", "2026-11-23 00:00")]
    [InlineData("en-US", "3pm", "2026-11-22 15:00")]
    [InlineData("zh-Hans", "明天下午3点", "2026-11-23 15:00")]
    [InlineData("zh-Hans", "周五9:30", "2026-11-27 09:30")]
    [InlineData("zh-Hans", "11月23日9点", "2026-11-23 09:00")]
    [InlineData("zh-Hans", "2026/11/23 14:30", "2026-11-23 14:30")]
    [InlineData("zh-Hant", "2026/11/23 下午02:30", "2026-11-23 14:30")]
    [InlineData("zh-Hant", "３天後下午３點半", "2026-11-25 15:30")]
    [InlineData("en-US", "2/31/2026 9:00", null)]
    [InlineData("en-US", "11/23/2026 25:00", null)]
    [InlineData("en-US", "9", null)]
    [InlineData("en-US", "sometime tomorrow", null)]
    public void A_moment_is_a_day_and_a_time(string culture, string text, string? moment)
    {
        var read = FieldKinds.DateTime.TryParse(text, Reader(culture), out var value);
        Assert.Equal(moment, read ? ((DateTime)value!).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null);
    }

    [Theory]
    [InlineData("3/29/2026 2:30 AM", "2026-03-29 01:30")] // Left out by the spring: half past three.
    [InlineData("3/29/2026 3:30 AM", "2026-03-29 01:30")]
    [InlineData("10/25/2026 2:30 AM", "2026-10-25 00:30")] // Shown twice in autumn: the first.
    public void A_moment_is_meant_on_the_clocks_of_the_readers_zone(string text, string utc)
    {
        Assert.True(FieldKinds.DateTime.TryParse(text, Reader("en-US") with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") }, out var read));
        Assert.Equal(utc, ((DateTime)read!).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Today_is_the_readers_own_day()
    {
        var shanghai = Reader("zh-Hans") with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), Clock = new StoppedClock(new DateTimeOffset(2026, 11, 22, 20, 0, 0, TimeSpan.Zero)) };
        Assert.True(FieldKinds.Date.TryParse("今天", shanghai, out var today));
        Assert.Equal(new DateOnly(2026, 11, 23), today);
    }

    private static string? Read(string text, string culture) => Iso(TypedDay.Read(text, CultureInfo.GetCultureInfo(culture), Today));

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static FieldFormat Reader(string culture) => new(CultureInfo.GetCultureInfo(culture), TimeZoneInfo.Utc, "USD") { Clock = new StoppedClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)) };

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
