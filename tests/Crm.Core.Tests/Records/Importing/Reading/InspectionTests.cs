using System.IO.Compression;
using System.Text;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Shared;

namespace Crm.Core.Tests.Records.Importing.Reading;

public class InspectionTests
{
    [Theory]
    [InlineData("name,city\nAcme,Boston\nBeta,Kenya\n", ',')]
    [InlineData("name;price\nDesk;1,50\nChair;2,75\n", ';')]
    [InlineData("name;price;tax\r\nDesk;1,50;0,19\r\nChair;2,75;0,19\r\n", ';')]
    [InlineData("name\tcity\rAcme\tBoston, MA\rBeta\tParis, TX\r", '\t')]
    [InlineData("name|note\nAcme|a, b and c\nBeta|d; e\n", '|')]
    [InlineData("name,note\nAcme,\"one;two;three\nfour;five\"\nBeta,\"six;seven\"\n", ',')]
    public async Task The_delimiter_is_the_one_that_cuts_rows_evenly(string text, char expected)
    {
        var inspection = await InspectAsync(text);

        Assert.Equal(new DelimiterGuess(expected, true), inspection.Value.Delimiter);
    }

    [Fact]
    public async Task A_list_of_one_column_is_read_with_commas_but_not_surely() =>
        Assert.Equal(new DelimiterGuess(',', false), (await InspectAsync("name\nAcme\nBeta\n")).Value.Delimiter);

    [Fact]
    public async Task Excels_separator_line_names_the_delimiter_and_is_no_row()
    {
        const string text = "sep=;\r\nname;city\r\nAcme;Boston\r\n";
        var format = (await InspectAsync(text)).Value.Format;

        var rows = (await OpenCsv.RunAsync(TestFiles.Stream(text), format, default)).Value;

        Assert.Equal(["name", "city"], rows.Headers);
        var row = Assert.Single(await TestFiles.AllAsync(rows));
        Assert.Equal((1, 3), (row.Number, row.Line));
    }

    [Theory]
    [InlineData("account,revenue,since\nAcme,1100.04,3/1/2017\nBeta,251.41,4/1/2017\n", true)]
    [InlineData("公司名称,城市\n云帆软件,上海\n明德贸易,广州\n", true)]
    [InlineData("Acme,1100.04,3/1/2017\nBeta,251.41,4/1/2017\nKonex,12.5,5/1/2017\n", false)]
    [InlineData("Li Na,li.na@example.cn\nWang Wei,wang.wei@example.cn\n", false)]
    [InlineData("Acme,Won\nBeta,Lost\nAcme,Won\n", false)]
    [InlineData("Sales report,,,,\n,,,,\naccount,sector,revenue,employees,city\n", false)]
    public async Task A_header_is_recognised_by_not_being_values(string text, bool hasHeader) =>
        Assert.Equal(hasHeader, (await InspectAsync(text)).Value.Format.HasHeader);

    [Fact]
    public async Task Another_encoding_chosen_by_the_person_is_used_for_the_other_guesses()
    {
        var bytes = TestFiles.Bytes("公司;城市\n云帆;上海\n明德;广州\n", FileEncoding.Gb18030);

        var inspection = (await InspectCsv.RunAsync(new MemoryStream(bytes), FileEncoding.Big5, default)).Value;

        Assert.Equal(("big5", ';'), (inspection.Format.Encoding, inspection.Format.Delimiter));
        Assert.Equal(FileEncoding.Gb18030, inspection.Encoding.Best);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n\r\n  \r\n")]
    public async Task A_file_with_nothing_in_it_is_refused(string text)
    {
        Assert.Equal(FileRefusal.Empty, Assert.Single((await InspectAsync(text)).Refusals).Code);
    }

    [Fact]
    public async Task A_workbook_with_the_name_of_a_text_file_is_refused()
    {
        var workbook = new MemoryStream();
        using (var archive = new ZipArchive(workbook, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntry("[Content_Types].xml");
        workbook.Position = 0;

        AssertNotText("zip", await InspectCsv.RunAsync(workbook, null, default));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        var bytes = new byte[20_000];
        new Random(7).NextBytes(bytes);

        AssertNotText("binary", await InspectCsv.RunAsync(new MemoryStream(bytes), null, default));
    }

    [Fact]
    public async Task Only_the_beginning_of_a_large_file_is_looked_at()
    {
        var row = Encoding.UTF8.GetBytes("Acme,Boston,100\n");
        await using var large = new RepeatingStream("name,city,amount\n"u8.ToArray(), row, times: 1_000_000);

        var inspection = (await InspectCsv.RunAsync(large, null, default)).Value;

        Assert.Equal(new CsvFormat("utf-8", ',', true), inspection.Format);
        Assert.InRange(large.Position, 1, 2 * DetectEncoding.SampleSize);
    }

    private static Task<Outcome<CsvInspection>> InspectAsync(string text) =>
        InspectCsv.RunAsync(TestFiles.Stream(text), null, default);

    private static void AssertNotText(string kind, Outcome<CsvInspection> outcome)
    {
        var refusal = Assert.Single(outcome.Refusals);
        Assert.Equal((FileRefusal.NotText, kind), (refusal.Code, refusal.Args[0]));
    }
}
