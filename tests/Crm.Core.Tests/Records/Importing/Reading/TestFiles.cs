using System.Text;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Shared;

namespace Crm.Core.Tests.Records.Importing.Reading;

/// <summary>The files under <c>tests/data</c>, and files written in a test.</summary>
internal static class TestFiles
{
    public const string SalesPipeline = "crm-sales-opportunities/sales_pipeline.csv";
    public const string ChineseContacts = "chinese-companies-contacts-gb18030.csv";

    public static FileStream Open(string name) => File.OpenRead(Path.Combine(Root(), "tests", "data", name));

    public static byte[] Bytes(string text, FileEncoding encoding, bool mark = false)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var written = encoding.Key switch
        {
            "utf-16le" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            var key => Encoding.GetEncoding(key),
        };
        return mark ? [.. written.GetPreamble(), .. written.GetBytes(text)] : written.GetBytes(text);
    }

    public static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    public static async Task<Outcome<CsvRows>> TryOpenAsync(string text, bool hasHeader = true, char delimiter = ',') =>
        await OpenCsv.RunAsync(Stream(text), new CsvFormat("utf-8", delimiter, hasHeader), default);

    public static async Task<List<CsvRow>> RowsAsync(string text, bool hasHeader = true, char delimiter = ',') =>
        await AllAsync((await TryOpenAsync(text, hasHeader, delimiter)).Value);

    public static async Task<List<CsvRow>> AllAsync(CsvRows rows, long afterRow = 0)
    {
        var all = new List<CsvRow>();
        await foreach (var row in rows.ReadAsync(afterRow)) all.Add(row);
        return all;
    }

    /// <summary>Opens a file the way the wizard does when the person agrees with every guess.</summary>
    public static async Task<CsvRows> OpenAsGuessedAsync(string name)
    {
        CsvFormat format;
        await using (var stream = Open(name)) format = (await InspectCsv.RunAsync(stream, null, default)).Value.Format;
        return (await OpenCsv.RunAsync(Open(name), format, default)).Value;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Crm.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds Crm.sln.");
    }
}
