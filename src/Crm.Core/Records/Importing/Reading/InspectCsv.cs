using Crm.Core.Shared;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>How a file seems to be written. <paramref name="Format"/> puts the guesses together; a person may correct each.</summary>
public sealed record CsvInspection(CsvFormat Format, EncodingGuess Encoding, DelimiterGuess Delimiter);

/// <summary>Looks at a file's beginning and guesses how to read it; refuses what is no text (see <see cref="FileRefusal"/>).</summary>
public static class InspectCsv
{
    private const int HeaderRows = 50;

    /// <param name="stream">At the file's beginning; up to <see cref="DetectEncoding.SampleSize"/> bytes are read and the rest is left.</param>
    /// <param name="encoding">The encoding that a person chose, when the first guess was wrong: the rest is guessed anew under it.</param>
    public static async Task<Outcome<CsvInspection>> RunAsync(Stream stream, FileEncoding? encoding, CancellationToken ct)
    {
        var buffer = new byte[DetectEncoding.SampleSize + 1];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        var wholeFile = read < buffer.Length;
        var sample = buffer.AsMemory(0, Math.Min(read, DetectEncoding.SampleSize));
        if (FileKind.NotText(sample.Span) is { } kind) return new Refusal(FileRefusal.NotText, null, kind);

        var guess = DetectEncoding.From(sample.Span, wholeFile);
        var chosen = encoding ?? guess.Best;
        var text = Decode(chosen, sample.Span, wholeFile);
        if (wholeFile && text.AsSpan().Trim(" \t\r\n\uFEFF").IsEmpty) return new Refusal(FileRefusal.Empty);
        if (encoding is null && FileKind.IsMostlyControls(text)) return new Refusal(FileRefusal.NotText, null, "binary");

        var delimiter = DetectDelimiter.From(text, wholeFile);
        var format = new CsvFormat(chosen.Key, delimiter.Delimiter, GuessHeader.From(FirstRows(text, delimiter.Delimiter)));
        return new CsvInspection(format, guess, delimiter);
    }

    private static string Decode(FileEncoding encoding, ReadOnlySpan<byte> sample, bool wholeFile)
    {
        var chars = new char[encoding.MostCharactersIn(sample.Length)];
        var length = encoding.NewDecoder().GetChars(sample, chars, flush: wholeFile);
        return new string(chars, 0, length).TrimStart('\uFEFF');
    }

    private static List<IReadOnlyList<string>> FirstRows(ReadOnlySpan<char> text, char delimiter)
    {
        var scanner = new RowScanner(delimiter);
        var rows = new List<IReadOnlyList<string>>();
        while (rows.Count < HeaderRows && scanner.Scan(text, out var used))
        {
            text = text[used..];
            Keep();
        }

        if (rows.Count == 0 && scanner.Finish()) Keep();
        return rows;

        void Keep()
        {
            var cells = scanner.TakeCells();
            if (!SeparatorLine.Is(cells)) rows.Add(cells);
        }
    }
}
