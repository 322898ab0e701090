using Crm.Core.Records.Importing.Reading;

namespace Crm.Core.Tests.Records.Importing.Reading;

public class ProfileTests
{
    [Fact]
    public async Task Dates_that_fit_two_orders_are_left_to_the_person()
    {
        var column = await ColumnAsync("3/1/2017", "4/2/2017", "12/11/2017", "");

        Assert.True(column.HasAmbiguousDates);
        Assert.Equal([DateOrder.MonthDayYear, DateOrder.DayMonthYear], column.DateOrders);
        Assert.Equal(0, column.Dates[(int)DateOrder.MonthDayYear].Decisive);
    }

    [Fact]
    public async Task One_day_over_twelve_decides_the_order()
    {
        var column = await ColumnAsync("3/1/2017", "4/2/2017", "25/11/2017");

        Assert.Equal([DateOrder.DayMonthYear], column.DateOrders);
        Assert.Equal(1, column.Dates[(int)DateOrder.DayMonthYear].Decisive);
    }

    [Fact]
    public async Task Orders_mixed_in_one_column_fit_nowhere()
    {
        var column = await ColumnAsync("3/25/2017", "25/3/2017");

        Assert.Empty(column.DateOrders);
        Assert.Equal(new Misfit("25/3/2017", 3), column.Dates[(int)DateOrder.MonthDayYear].FirstMisfit);
    }

    [Theory]
    [InlineData("2017-03-01", DateOrder.Iso)]
    [InlineData("2017/3/1", DateOrder.YearMonthDay)]
    [InlineData("2017年3月1日", DateOrder.Chinese)]
    [InlineData("01.03.2017", DateOrder.DayMonthYearDots)]
    public async Task Other_forms_speak_for_themselves(string text, DateOrder order)
    {
        var column = await ColumnAsync(text);

        Assert.Equal([order], column.DateOrders);
        Assert.Equal(0, column.Times);
        Assert.Equal(1, (await ColumnAsync($"{text} 14:30")).Times);
    }

    [Fact]
    public async Task A_number_with_three_digits_after_its_only_separator_is_an_open_question()
    {
        var column = await ColumnAsync("\"1,234\"", "\"12,500\"", "300");

        Assert.True(column.HasAmbiguousNumbers);
        Assert.Equal(2, column.DisputedNumbers);
    }

    [Fact]
    public async Task One_telling_number_decides_the_decimal_mark()
    {
        var column = await ColumnAsync("\"1,234\"", "\"1,234.50\"", "300");

        Assert.False(column.HasAmbiguousNumbers);
        Assert.True(column.Fits(ValueKind.DecimalPoint));
        Assert.False(column.Fits(ValueKind.DecimalComma));
        Assert.Equal(1, column.Kinds[(int)ValueKind.DecimalPoint].Decisive);
    }

    [Fact]
    public async Task Codes_with_leading_zeros_are_not_whole_numbers()
    {
        Assert.False((await ColumnAsync("00123", "456")).Fits(ValueKind.Whole));
        Assert.True((await ColumnAsync("123", "0", "-4")).Fits(ValueKind.Whole));
    }

    [Fact]
    public async Task Yes_and_no_and_addresses_are_recognised()
    {
        Assert.True((await ColumnAsync("是", "否", "Yes")).Fits(ValueKind.YesNo));
        Assert.True((await ColumnAsync("li.na@example.cn", "")).Fits(ValueKind.Email));
    }

    [Fact]
    public async Task One_stray_value_is_named_rather_than_hiding_what_the_column_is()
    {
        var dates = (await ColumnAsync("2017-03-01", "2017-03-02", "n/a", "2017-03-04")).Dates[(int)DateOrder.Iso];

        Assert.False(dates.FitsAll);
        Assert.Equal((3, 1, new Misfit("n/a", 4)), (dates.Fits, dates.Misfits, dates.FirstMisfit));
    }

    [Fact]
    public async Task An_empty_column_fits_nothing()
    {
        var column = await ColumnAsync(" ", "\"\"", "");

        Assert.Equal((0, 2), (column.Filled, column.Empty));   // the third line is blank and no row
        Assert.All(column.Kinds, fit => Assert.False(fit.FitsAll));
        Assert.Empty(column.DateOrders);
    }

    [Fact]
    public async Task No_more_than_two_hundred_values_are_listed_and_the_rest_is_still_counted()
    {
        var column = await ColumnAsync([.. Enumerable.Range(0, 1_000).Select(i => $"v{i % 250}")]);

        Assert.Equal((200, true, 1_000), (column.Values.Count, column.MoreValues, column.Filled));
        Assert.All(column.Values, value => Assert.Equal(4, value.Count));
        Assert.False((await ColumnAsync([.. Enumerable.Range(0, 1_000).Select(i => $"v{i % 200}")])).MoreValues);
    }

    [Fact]
    public async Task A_sample_of_the_first_rows_says_that_it_is_one()
    {
        var text = "n\n" + string.Concat(Enumerable.Range(1, 3_000).Select(i => $"{i}\n"));

        var sample = await ProfileCsv.RunAsync((await TestFiles.TryOpenAsync(text)).Value, ProfileCsv.SampleRows, default);
        var exact = await ProfileCsv.RunAsync((await TestFiles.TryOpenAsync(text)).Value, 3_000, default);

        Assert.Equal((2_000, false), (sample.Rows, sample.WholeFile));
        Assert.Equal((3_000, true), (exact.Rows, exact.WholeFile));
    }

    [Fact]
    public async Task Rows_with_problems_are_counted_by_fault()
    {
        var rows = (await TestFiles.TryOpenAsync("a,b\n1\n1,2\n1,2,3\n4\n")).Value;

        var profile = await ProfileCsv.RunAsync(rows, null, default);

        Assert.Equal([new FaultCount(RowFault.TooFewCells, 2, 2), new FaultCount(RowFault.TooManyCells, 1, 4)], profile.Faults);
        Assert.Equal((2, 2, 1), (profile.Columns[1].Empty, profile.Columns[1].Filled, profile.Columns[1].MaxLength));
    }

    private static async Task<ColumnProfile> ColumnAsync(params string[] cells)
    {
        var rows = (await TestFiles.TryOpenAsync("header\n" + string.Join('\n', cells) + "\n")).Value;
        return (await ProfileCsv.RunAsync(rows, null, default)).Columns[0];
    }
}
