using Crm.Core.Shared;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>Opens a file for reading its rows; refuses what cannot be one (see <see cref="FileRefusal"/>).</summary>
public static class OpenCsv
{
    /// <param name="stream">At the file's beginning; stays the caller's to dispose, after the last row.</param>
    public static async Task<Outcome<CsvRows>> RunAsync(Stream stream, CsvFormat format, CancellationToken ct)
    {
        if (FileEncoding.Find(format.Encoding) is not { } encoding)
            return new Refusal(FileRefusal.UnknownEncoding, null, format.Encoding);
        if (format.Delimiter is '"' or '\r' or '\n' or '\0' or '\uFFFD' or '\uFEFF')
            return new Refusal(FileRefusal.UnusableDelimiter, null, format.Delimiter);

        var source = new CharacterSource(stream, encoding);
        var rows = new CsvRows(source, format.Delimiter);
        var first = await rows.FirstAsync(ct);
        if (FileKind.NotText(source.FirstBytes.Span) is { } kind)
            return new Refusal(FileRefusal.NotText, null, kind);
        if (first is null)
            return new Refusal(FileRefusal.Empty);
        if (rows.Width >= CsvLimits.Columns)
            return new Refusal(FileRefusal.TooManyColumns, null, rows.Width, CsvLimits.Columns);
        if (!format.HasHeader)
        {
            rows.Begin(HeaderNames.Numbered(first.Cells.Count, format.UnnamedColumn), keepFirst: true);
            return rows;
        }

        if (first.Problems.Any(problem => problem.Fault is RowFault.UnterminatedQuote or RowFault.CellTooLong or RowFault.RowTooLong))
            return new Refusal(FileRefusal.HeaderUnreadable, null, first.Line);

        rows.Begin(HeaderNames.From(first.Cells, format.UnnamedColumn), keepFirst: false);
        return rows;
    }
}
