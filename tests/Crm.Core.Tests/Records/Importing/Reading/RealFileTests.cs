using Crm.Core.Records.Importing.Reading;

namespace Crm.Core.Tests.Records.Importing.Reading;

public class RealFileTests
{
    [Theory]
    [InlineData("accounts", 85, 7)]
    [InlineData("products", 7, 3)]
    [InlineData("sales_pipeline", 8_800, 8)]
    [InlineData("sales_teams", 35, 3)]
    public async Task Every_row_of_the_practice_files_is_read_without_a_problem(string name, int count, int columns)
    {
        var rows = await TestFiles.OpenAsGuessedAsync($"crm-sales-opportunities/{name}.csv");

        var read = await TestFiles.AllAsync(rows);

        Assert.Equal((count, columns), (read.Count, rows.Headers.Count));
        Assert.All(read, row => Assert.Empty(row.Problems));
        Assert.Equal(Enumerable.Range(2, count), read.Select(row => (int)row.Line));
    }

    [Fact]
    public async Task A_layout_that_is_no_table_is_read_without_header()
    {
        var rows = await TestFiles.OpenAsGuessedAsync("crm-sales-opportunities/data_dictionary.csv");

        Assert.Equal("Column 1", rows.Headers[0]);
        Assert.Equal(11, (await TestFiles.AllAsync(rows)).Count);
    }

    [Fact]
    public async Task The_pipeline_is_understood_column_by_column()
    {
        var profile = await ProfileCsv.RunAsync(await TestFiles.OpenAsGuessedAsync(TestFiles.SalesPipeline), null, default);
        var columns = profile.Columns.ToDictionary(column => column.Name);

        Assert.Equal((8_800, true), (profile.Rows, profile.WholeFile));
        Assert.Empty(profile.Faults);

        Assert.Equal(7, columns["product"].Values.Count);
        Assert.Contains(new ValueCount("GTXPro", 1_480), columns["product"].Values);
        Assert.Equal(1_425, columns["account"].Empty);
        Assert.Equal(["Won", "Lost", "Engaging", "Prospecting"], columns["deal_stage"].Values.Select(value => value.Value));
        Assert.True(columns["opportunity_id"].MoreValues);
        Assert.True(columns["close_value"].Fits(ValueKind.Whole));
        Assert.False(columns["close_value"].HasAmbiguousNumbers);
    }

    [Fact]
    public async Task The_pipelines_dates_can_only_be_month_day_year()
    {
        var profile = await ProfileCsv.RunAsync(await TestFiles.OpenAsGuessedAsync(TestFiles.SalesPipeline), null, default);
        var engaged = profile.Columns.Single(column => column.Name == "engage_date");

        Assert.Equal((8_300, 500), (engaged.Filled, engaged.Empty));
        Assert.Equal([DateOrder.MonthDayYear], engaged.DateOrders);
        Assert.Equal(5_066, engaged.Dates[(int)DateOrder.MonthDayYear].Decisive);
        Assert.Equal(new Misfit("10/20/2016", 2), engaged.Dates[(int)DateOrder.DayMonthYear].FirstMisfit);
    }

    [Fact]
    public async Task The_chinese_contacts_are_read_as_they_were_written()
    {
        var rows = await TestFiles.OpenAsGuessedAsync(TestFiles.ChineseContacts);
        Assert.Equal(["公司名称", "行业", "城市", "联系人", "职务", "手机", "邮箱", "备注"], rows.Headers);

        var read = await TestFiles.AllAsync(rows);

        Assert.Equal(60, read.Count);
        Assert.All(read, row => Assert.Empty(row.Problems));
        Assert.Equal(["北京华信软件股份有限公司", "信息技术", "北京", "王伟", "总经理", "", "wang01@example.cn", ""], read[0].Cells);
        Assert.Equal("第一次拜访：\n1. 介绍产品\n2. 约定下次会议", read[1][7]);
        Assert.Equal((3, 6), (read[2].Number, read[2].Line));
        Assert.Equal("他说：\"下个月再联系\"", read[2][7]);
        Assert.Equal("龚\U0002CB4E", read[41][3]);
        Assert.Equal(2, read.Count(row => row[3] == "王伟"));
    }
}
