using Crm.Core.Records.Importing.Reading;

namespace Crm.Core.Tests.Records.Importing.Reading;

public class ValueTests
{
    [Theory]
    [InlineData("2017-03-01", DateOrder.Iso)]
    [InlineData("2017-3-1", DateOrder.Iso)]
    [InlineData(" 3/1/2017 ", DateOrder.MonthDayYear)]
    [InlineData("03-01-2017", DateOrder.MonthDayYear)]
    [InlineData("1/3/2017", DateOrder.DayMonthYear)]
    [InlineData("2017/3/1", DateOrder.YearMonthDay)]
    [InlineData("2017.03.01", DateOrder.YearMonthDay)]
    [InlineData("2017年3月1日", DateOrder.Chinese)]
    [InlineData("２０１７年０３月０１日", DateOrder.Chinese)]
    [InlineData("２０１７／３／１", DateOrder.YearMonthDay)]
    [InlineData("1.3.2017", DateOrder.DayMonthYearDots)]
    public void The_first_of_march_is_read_in_every_order(string text, DateOrder order)
    {
        var reading = DateText.Read(text, order);

        Assert.Equal(new DateReading(new DateOnly(2017, 3, 1)), reading.OrNull);
    }

    [Theory]
    [InlineData("2017-03-01T14:05:09", DateOrder.Iso, "14:05:09", null)]
    [InlineData("2017-03-01T14:05:09.25Z", DateOrder.Iso, "14:05:09.25", "00:00")]
    [InlineData("2017-03-01 14:05:09+08:00", DateOrder.Iso, "14:05:09", "08:00")]
    [InlineData("2017-03-01T14:05:09.123-0330", DateOrder.Iso, "14:05:09.123", "-03:30")]
    [InlineData("3/1/2017 2:05 PM", DateOrder.MonthDayYear, "14:05", null)]
    [InlineData("3/1/2017 12:05am", DateOrder.MonthDayYear, "00:05", null)]
    [InlineData("2017/3/1 下午 02:05:09", DateOrder.YearMonthDay, "14:05:09", null)]
    [InlineData("2017年3月1日14:05", DateOrder.Chinese, "14:05", null)]
    public void A_time_after_the_date_is_read_with_it(string text, DateOrder order, string time, string? offset)
    {
        var reading = DateText.Read(text, order);

        Assert.Null(reading.Fault);
        Assert.Equal(new DateOnly(2017, 3, 1), reading.Value.Day);
        Assert.Equal(TimeOnly.Parse(time), reading.Value.Time);
        Assert.Equal(offset is null ? null : TimeSpan.Parse(offset), reading.Value.Offset);
    }

    [Theory]
    [InlineData("", DateOrder.Iso, ReadFault.Empty)]
    [InlineData("soon", DateOrder.Iso, ReadFault.Unreadable)]
    [InlineData("3/1/2017", DateOrder.Iso, ReadFault.Unreadable)]
    [InlineData("3/1-2017", DateOrder.MonthDayYear, ReadFault.Unreadable)]
    [InlineData("3/1/20171", DateOrder.MonthDayYear, ReadFault.Unreadable)]
    [InlineData("3/1/17", DateOrder.MonthDayYear, ReadFault.TwoDigitYear)]
    [InlineData("13/1/2017", DateOrder.MonthDayYear, ReadFault.NoSuchDay)]
    [InlineData("2/29/2017", DateOrder.MonthDayYear, ReadFault.NoSuchDay)]
    [InlineData("0000-01-01", DateOrder.Iso, ReadFault.NoSuchDay)]
    [InlineData("2017-03-01 25:00", DateOrder.Iso, ReadFault.BadTime)]
    [InlineData("2017-03-01 13:00 PM", DateOrder.Iso, ReadFault.BadTime)]
    [InlineData("2017-03-01 afternoon", DateOrder.Iso, ReadFault.BadTime)]
    [InlineData("2017-03-0112:00", DateOrder.Iso, ReadFault.Unreadable)]
    public void What_is_no_date_in_the_chosen_order_is_refused_with_a_reason(string text, DateOrder order, ReadFault fault)
    {
        var reading = DateText.Read(text, order);

        Assert.Equal(fault, reading.Fault);
        Assert.Null(reading.OrNull);
    }

    [Fact]
    public void A_leap_day_is_a_day_in_leap_years_only()
    {
        Assert.True(DateText.Read("2016-02-29", DateOrder.Iso).Succeeded);
        Assert.Equal(ReadFault.NoSuchDay, DateText.Read("1900-02-29", DateOrder.Iso).Fault);
    }

    [Theory]
    [InlineData("1234.5", 1234.5)]
    [InlineData("1,234.50", 1234.5)]
    [InlineData("1 234 567", 1234567)]
    [InlineData("1'234.5", 1234.5)]
    [InlineData(".5", 0.5)]
    [InlineData("-12", -12)]
    [InlineData("−12", -12)]
    [InlineData("12-", -12)]
    [InlineData("(1,234.00)", -1234)]
    [InlineData("$1,234", 1234)]
    [InlineData("-$5", -5)]
    [InlineData("$-5", -5)]
    [InlineData("US$ 5.25", 5.25)]
    [InlineData("NT$1,200", 1200)]
    [InlineData("￥１，２００．５０", 1200.5)]
    [InlineData("¥100", 100)]
    [InlineData("100元", 100)]
    [InlineData("人民币 100", 100)]
    [InlineData("100 EUR", 100)]
    [InlineData("007", 7)]
    public void Amounts_with_a_decimal_point_are_read(string text, decimal expected) =>
        Assert.Equal(expected, NumberText.Read(text, DecimalMark.Point).OrNull);

    [Theory]
    [InlineData("1.234,50 €", 1234.5)]
    [InlineData("1 234,50", 1234.5)]
    [InlineData("1.234", 1234)]
    [InlineData("0,19", 0.19)]
    public void Amounts_with_a_decimal_comma_are_read(string text, decimal expected) =>
        Assert.Equal(expected, NumberText.Read(text, DecimalMark.Comma).OrNull);

    [Theory]
    [InlineData("", ReadFault.Empty)]
    [InlineData("  ", ReadFault.Empty)]
    [InlineData("n/a", ReadFault.Unreadable)]
    [InlineData("12,34", ReadFault.Unreadable)]
    [InlineData("1,234,56", ReadFault.Unreadable)]
    [InlineData("1.234,50", ReadFault.Unreadable)]
    [InlineData("1,234 567", ReadFault.Unreadable)]
    [InlineData("1.2.3", ReadFault.Unreadable)]
    [InlineData("5.", ReadFault.Unreadable)]
    [InlineData("--5", ReadFault.Unreadable)]
    [InlineData("A5", ReadFault.Unreadable)]
    [InlineData("12 boxes", ReadFault.Unreadable)]
    [InlineData("$", ReadFault.Unreadable)]
    [InlineData("-", ReadFault.Unreadable)]
    [InlineData("12万", ReadFault.Unreadable)]
    [InlineData("3/1/2017", ReadFault.Unreadable)]
    [InlineData("1.38E+10", ReadFault.Scientific)]
    [InlineData("12%", ReadFault.Percent)]
    [InlineData("99999999999999999999999999999999", ReadFault.TooLarge)]
    public void What_is_no_amount_is_refused_with_a_reason(string text, ReadFault fault) =>
        Assert.Equal(fault, NumberText.Read(text, DecimalMark.Point).Fault);

    [Theory]
    [InlineData("60%", 60)]
    [InlineData("12.5 %", 12.5)]
    [InlineData("７５％", 75)]
    [InlineData("60", 60)]
    public void A_percentage_may_carry_its_sign(string text, decimal expected) =>
        Assert.Equal(expected, NumberText.ReadPercent(text, DecimalMark.Point).OrNull);

    [Theory]
    [InlineData("Yes", true)]
    [InlineData("TRUE", true)]
    [InlineData(" y ", true)]
    [InlineData("１", true)]
    [InlineData("是", true)]
    [InlineData("有", true)]
    [InlineData("no", false)]
    [InlineData("0", false)]
    [InlineData("否", false)]
    [InlineData("没有", false)]
    public void Yes_and_no_are_read_in_english_and_chinese(string text, bool expected) =>
        Assert.Equal(expected, YesNoText.Read(text).OrNull);

    [Theory]
    [InlineData("", ReadFault.Empty)]
    [InlineData("maybe", ReadFault.Unreadable)]
    [InlineData("2", ReadFault.Unreadable)]
    public void Anything_else_is_neither_yes_nor_no(string text, ReadFault fault) => Assert.Equal(fault, YesNoText.Read(text).Fault);

    [Theory]
    [InlineData("li.na@example.cn", true)]
    [InlineData(" Wang+sales@mail.example.co.uk ", true)]
    [InlineData("王伟@例子.中国", true)]
    [InlineData("li.na@example", false)]
    [InlineData("li na@example.cn", false)]
    [InlineData("li@na@example.cn", false)]
    [InlineData("@example.cn", false)]
    [InlineData("li.na@.cn", false)]
    [InlineData("li.na@example.cn; wang@example.cn", false)]
    [InlineData("", false)]
    public void An_address_has_one_at_sign_and_a_domain(string text, bool expected) => Assert.Equal(expected, EmailText.Fits(text));

    [Fact]
    public void Endless_text_is_refused_at_once()
    {
        var endless = new string('1', 5_000_000);

        Assert.NotNull(NumberText.Read(endless, DecimalMark.Point).Fault);
        Assert.NotNull(DateText.Read(endless, DateOrder.Iso).Fault);
        Assert.NotNull(YesNoText.Read(endless).Fault);
        Assert.False(EmailText.Fits(endless));
    }
}
