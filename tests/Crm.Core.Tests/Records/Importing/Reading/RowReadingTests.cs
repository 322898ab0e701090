using System.Text;
using Crm.Core.Records.Importing.Reading;

namespace Crm.Core.Tests.Records.Importing.Reading;

public class RowReadingTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Any_line_ending_gives_the_same_rows(string end)
    {
        var rows = await TestFiles.RowsAsync($"name,city{end}Acme,Boston{end}{end}Beta,\"Kenya{end}East\"{end}Konex,Rome");

        Assert.Equal([["Acme", "Boston"], ["Beta", $"Kenya{end}East"], ["Konex", "Rome"]], rows.Select(row => row.Cells));
        Assert.Equal([(1, 2), (2, 4), (3, 6)], rows.Select(row => (row.Number, row.Line)));
        Assert.All(rows, row => Assert.Empty(row.Problems));
    }

    [Fact]
    public async Task Quotes_keep_delimiters_line_breaks_and_doubled_quotes()
    {
        var row = Assert.Single(await TestFiles.RowsAsync("name,note\n\"Acme, Inc.\",\"He said \"\"no\"\",\nthen left\"\n"));

        Assert.Equal(["Acme, Inc.", "He said \"no\",\nthen left"], row.Cells);
    }

    [Fact]
    public async Task A_quote_inside_an_unquoted_cell_is_just_a_quote()
    {
        var row = Assert.Single(await TestFiles.RowsAsync("product,size\n5\" monitor,5\"\n"));

        Assert.Equal(["5\" monitor", "5\""], row.Cells);
        Assert.Empty(row.Problems);
    }

    [Fact]
    public async Task Text_after_a_closing_quote_is_kept_and_reported()
    {
        var row = Assert.Single(await TestFiles.RowsAsync("name,city\n\"Big\" Bob,Boston\n"));

        Assert.Equal(["Big Bob", "Boston"], row.Cells);
        Assert.Equal([new RowProblem(RowFault.TextAfterQuote, 0)], row.Problems);
    }

    [Fact]
    public async Task Rows_that_are_too_short_or_too_long_are_reported_and_reading_goes_on()
    {
        var rows = await TestFiles.RowsAsync("a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n1,2,3\n");

        Assert.Equal([new RowProblem(RowFault.TooFewCells, null, 2, 3)], rows[0].Problems);
        Assert.Equal("", rows[0][2]);
        Assert.Equal([new RowProblem(RowFault.TooManyCells, null, 4, 3)], rows[1].Problems);
        Assert.Equal(["1", "2", "3", "4"], rows[1].Cells);
        Assert.Empty(rows[2].Problems);
        Assert.Empty(rows[3].Problems);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_is_reported_where_it_opens()
    {
        var rows = await TestFiles.RowsAsync("name,note\nAcme,fine\nBeta,\"oops\nKonex,fine\nIsdom,fine");

        Assert.Equal(2, rows.Count);
        Assert.Equal((2, 3, "oops\nKonex,fine\nIsdom,fine"), (rows[1].Number, rows[1].Line, rows[1][1]));
        Assert.Equal([new RowProblem(RowFault.UnterminatedQuote, 1, 3)], rows[1].Problems);
    }

    [Fact]
    public async Task Nul_bytes_are_left_out_and_reported()
    {
        var rows = await TestFiles.RowsAsync("name,note\nAc\0me,\"o\0k\"\n\0\nBeta,ok\n");

        Assert.Equal(["Acme", "ok"], rows[0].Cells);
        Assert.Equal([new RowProblem(RowFault.NulCharacters, 0)], rows[0].Problems);
        Assert.Equal([RowFault.TooFewCells, RowFault.NulCharacters], rows[1].Problems.Select(problem => problem.Fault));
        Assert.Empty(rows[2].Problems);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    [InlineData("big5")]
    [InlineData("shift_jis")]
    public async Task A_broken_byte_is_reported_on_its_row_only(string key)
    {
        var bytes = TestFiles.Bytes("name,city\n中文,ok\n上海,x!\n大小,ok\n", FileEncoding.Find(key)!);
        bytes[Array.IndexOf(bytes, (byte)'x')] = 0xFF;

        var rows = (await OpenCsv.RunAsync(new MemoryStream(bytes), new CsvFormat(key, ',', true), default)).Value;
        var read = await TestFiles.AllAsync(rows);

        Assert.Equal(["中文", "上海", "大小"], read.Select(row => row[0]));
        Assert.Equal([new RowProblem(RowFault.BrokenCharacters, 1)], read[1].Problems);
        Assert.Contains('\uFFFD', read[1][1]);
        Assert.Empty(read[0].Problems);
        Assert.Empty(read[2].Problems);
    }

    [Fact]
    public async Task Columns_without_a_name_or_with_the_same_name_get_one_of_their_own()
    {
        var rows = (await TestFiles.TryOpenAsync("name,Name,,name (2), first\nname ,,name\n1,2,3,4,5,6,7\n")).Value;
        Assert.Equal(["name", "Name (3)", "Column 3", "name (2)", "first"], rows.Headers);

        rows = (await TestFiles.TryOpenAsync("name,,Column 2,\"first\nname\",name,name\n")).Value;
        Assert.Equal(["name", "Column 2 (2)", "Column 2", "first name", "name (2)", "name (3)"], rows.Headers);
    }

    [Fact]
    public async Task A_file_without_header_has_numbered_columns_and_keeps_its_first_row()
    {
        var format = new CsvFormat("utf-8", ',', HasHeader: false, UnnamedColumn: "列");
        var rows = (await OpenCsv.RunAsync(TestFiles.Stream("Acme,Boston\nBeta,Kenya\n"), format, default)).Value;

        Assert.Equal(["列 1", "列 2"], rows.Headers);
        Assert.Equal([(1, 1, "Acme"), (2, 2, "Beta")], (await TestFiles.AllAsync(rows)).Select(row => (row.Number, row.Line, row[0])));
    }

    [Fact]
    public async Task A_header_alone_is_a_file_without_rows() => Assert.Empty(await TestFiles.RowsAsync("name,city"));

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n")]
    [InlineData("\uFEFF\n")]
    public async Task A_file_with_nothing_in_it_is_refused(string text) =>
        Assert.Equal(FileRefusal.Empty, Assert.Single((await TestFiles.TryOpenAsync(text)).Refusals).Code);

    [Fact]
    public async Task Two_thousand_columns_are_refused_and_a_few_less_are_not()
    {
        var refusal = Assert.Single((await TestFiles.TryOpenAsync(new string(',', 1_999))).Refusals);
        Assert.Equal((FileRefusal.TooManyColumns, 2_000, 2_000), (refusal.Code, refusal.Args[0], refusal.Args[1]));

        Assert.Equal(1_999, (await TestFiles.TryOpenAsync(new string(',', 1_998))).Value.Headers.Count);
    }

    [Fact]
    public async Task A_header_with_a_quote_that_never_closes_is_refused()
    {
        var refusal = Assert.Single((await TestFiles.TryOpenAsync("\n\nname,\"city\nAcme,Boston\n")).Refusals);

        Assert.Equal((FileRefusal.HeaderUnreadable, 3L), (refusal.Code, refusal.Args[0]));
    }

    [Fact]
    public async Task An_unknown_encoding_and_an_impossible_delimiter_are_refused()
    {
        var encoding = await OpenCsv.RunAsync(TestFiles.Stream("a,b\n"), new CsvFormat("klingon", ',', true), default);
        var delimiter = await TestFiles.TryOpenAsync("a,b\n", delimiter: '"');

        Assert.Equal(FileRefusal.UnknownEncoding, Assert.Single(encoding.Refusals).Code);
        Assert.Equal(FileRefusal.UnusableDelimiter, Assert.Single(delimiter.Refusals).Code);
    }

    [Fact]
    public async Task A_cell_over_a_million_characters_is_cut_and_reported()
    {
        var rows = await TestFiles.RowsAsync($"name,note\nAcme,{new string('x', CsvLimits.CellLength)}\nBeta,\"{new string('\n', CsvLimits.CellLength + 1)}\"\nKonex,ok\n");

        Assert.Empty(rows[0].Problems);
        Assert.Equal([new RowProblem(RowFault.CellTooLong, 1, Expected: CsvLimits.CellLength)], rows[1].Problems);
        Assert.Equal(CsvLimits.CellLength, rows[1][1].Length);
        Assert.Equal((3, "Konex"), (rows[2].Number, rows[2][0]));
    }

    [Fact]
    public async Task A_row_without_end_is_cut_and_its_cells_are_still_counted()
    {
        var tail = new RepeatingStream("a,b\n1,2\n"u8.ToArray(), [.. Encoding.ASCII.GetBytes(new string('x', 500_000)), (byte)','], times: 100);
        var rows = (await OpenCsv.RunAsync(tail, new CsvFormat("utf-8", ',', true), default)).Value;

        var row = (await TestFiles.AllAsync(rows))[1];

        Assert.Equal(
            [new RowProblem(RowFault.TooManyCells, null, 101, 2), new RowProblem(RowFault.RowTooLong, null, 0, CsvLimits.RowLength)],
            row.Problems);
        Assert.InRange(row.Cells.Sum(cell => cell.Length), 1, CsvLimits.RowLength);
    }

    [Fact]
    public async Task Reading_goes_on_after_a_given_row_with_the_same_numbers_and_lines()
    {
        const string text = "name,note\nAcme,1\n\n\"Be\nta\",2\n\0\nKonex,\"3\n3\"\nIsdom,4\n";
        var all = await TestFiles.RowsAsync(text);

        for (var after = 0; after <= all.Count; after++)
        {
            var rest = await TestFiles.AllAsync((await TestFiles.TryOpenAsync(text)).Value, after);
            Assert.Equal(
                all.Skip(after).Select(row => (row.Number, row.Line, string.Join('|', row.Cells), row.Problems.Count)),
                rest.Select(row => (row.Number, row.Line, string.Join('|', row.Cells), row.Problems.Count)));
        }
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16le", true)]
    [InlineData("utf-16be", true)]
    [InlineData("utf-16le", false)]
    [InlineData("gb18030", false)]
    [InlineData("big5", false)]
    [InlineData("shift_jis", false)]
    public async Task A_character_is_never_torn_where_the_file_is_cut_into_pieces(string key, bool mark)
    {
        var text = new StringBuilder("編號,名稱\r\n");
        for (var i = 0; i < 30_000; i++) text.Append(i).Append(",\"公司名稱").Append('a', i % 3).Append("\r\n上海\"\r\n");
        var bytes = TestFiles.Bytes(text.ToString(), FileEncoding.Find(key)!, mark);
        if (key == "shift_jis") Assert.Contains((byte)0x5C, TestFiles.Bytes("表", FileEncoding.ShiftJis));

        var rows = await TestFiles.AllAsync((await OpenCsv.RunAsync(new MemoryStream(bytes), new CsvFormat(key, ',', true), default)).Value);

        Assert.Equal(30_000, rows.Count);
        Assert.All(rows, row => Assert.Equal($"公司名稱{new string('a', (int)((row.Number - 1) % 3))}\r\n上海", row[1]));
        Assert.All(rows, row => Assert.Empty(row.Problems));
    }

    [Fact]
    public async Task A_file_that_arrives_byte_by_byte_gives_the_same_rows()
    {
        const string text = "\uFEFF名称,备注\r\n云帆,\"a\"\"b\r\nc\"\r\n\r\n\"明德\",\r天工\n";
        var format = new CsvFormat("utf-8", ',', true);

        var whole = (await OpenCsv.RunAsync(TestFiles.Stream(text), format, default)).Value;
        var pieces = (await OpenCsv.RunAsync(new SlowStream(Encoding.UTF8.GetBytes(text)), format, default)).Value;

        Assert.Equal(whole.Headers, pieces.Headers);
        Assert.Equal(
            (await TestFiles.AllAsync(whole)).Select(row => (row.Line, string.Join('|', row.Cells), string.Join('|', row.Problems))),
            (await TestFiles.AllAsync(pieces)).Select(row => (row.Line, string.Join('|', row.Cells), string.Join('|', row.Problems))));
    }

    [Fact]
    public async Task A_large_file_is_never_read_further_ahead_than_a_small_piece()
    {
        var line = Encoding.UTF8.GetBytes($"公司,\"{new string('x', 1_000)}\"\n");
        await using var stream = new RepeatingStream("name,note\n"u8.ToArray(), line, times: 100_000);
        var rows = (await OpenCsv.RunAsync(stream, new CsvFormat("utf-8", ',', true), default)).Value;

        long count = 0, furthest = 0;
        await foreach (var row in rows.ReadAsync()) furthest = Math.Max(furthest, rows.BytesRead - ++count * line.Length);

        Assert.Equal((100_000, stream.Length), (count, rows.BytesRead));
        Assert.InRange(furthest, 1, 100_000);
    }

    [Fact]
    public async Task Cancelling_stops_the_reading()
    {
        using var cancel = new CancellationTokenSource();
        var rows = (await TestFiles.TryOpenAsync("a\n1\n2\n3\n")).Value;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in rows.ReadAsync(ct: cancel.Token)) cancel.Cancel();
        });
    }

    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
