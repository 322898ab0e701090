namespace Crm.Core.Records.Importing.Reading;

/// <summary>
/// Guesses a file's encoding from its first bytes: byte order mark, then how well each encoding reads (legal byte sequences,
/// share of common characters). Never fails; what it rests on is said in <see cref="EncodingGuess.Evidence"/>.
/// </summary>
public static class DetectEncoding
{
    /// <summary>How many of a file's first bytes are worth giving.</summary>
    public const int SampleSize = 256 * 1024;

    private const int EnoughCharacters = 12;
    private const double ClearLead = 0.25;

    /// <param name="sample">The first bytes of the file.</param>
    /// <param name="wholeFile">False when the sample was cut, so that half a character at its end is no fault.</param>
    public static EncodingGuess From(ReadOnlySpan<byte> sample, bool wholeFile)
    {
        var readings = new List<(FileEncoding Encoding, TextQuality Quality)>();
        foreach (var encoding in FileEncoding.All)
            readings.Add((encoding, Read(encoding, sample, wholeFile)));

        var ranked = readings.OrderByDescending(reading => reading.Quality.Mean).ToList();   // stable: All's order decides a tie
        if (Mark(sample) is { } marked)
        {
            ranked = [.. ranked.OrderByDescending(reading => reading.Encoding == marked)];
            return Guess(EncodingEvidence.Marked, ranked);
        }

        return Guess(Weigh(ranked), ranked);
    }

    private static FileEncoding? Mark(ReadOnlySpan<byte> sample) => sample switch
    {
        [0xEF, 0xBB, 0xBF, ..] => FileEncoding.Utf8,
        [0x84, 0x31, 0x95, 0x33, ..] => FileEncoding.Gb18030,
        [0xFF, 0xFE, ..] => FileEncoding.Utf16LittleEndian,
        [0xFE, 0xFF, ..] => FileEncoding.Utf16BigEndian,
        _ => null,
    };

    private static TextQuality Read(FileEncoding encoding, ReadOnlySpan<byte> sample, bool wholeFile)
    {
        // Rows need commas and line ends, and those have a zero byte in UTF-16.
        if (encoding.IsWide && !sample.Contains((byte)0))
            return new(-1, 0, 0, 0, 0);

        var text = new char[encoding.MostCharactersIn(sample.Length)];
        var length = encoding.NewDecoder().GetChars(sample, text, flush: wholeFile);
        return TextQuality.Of(text.AsSpan(0, length), trustLetters: encoding == FileEncoding.Utf8);
    }

    private static EncodingEvidence Weigh(List<(FileEncoding Encoding, TextQuality Quality)> ranked)
    {
        var (encoding, best) = ranked[0];
        if (encoding.IsWide)
            return best.Broken == 0 && best.Controls == 0 ? EncodingEvidence.Likely : EncodingEvidence.Doubtful;
        if (best.BeyondAscii == 0)
            return EncodingEvidence.PlainAscii;
        if (encoding == FileEncoding.Utf8 && best.Broken == 0 && best.Controls == 0)
            return EncodingEvidence.Valid;

        var lead = best.BeyondAsciiMean - ranked[1].Quality.BeyondAsciiMean;
        return best.BeyondAscii >= EnoughCharacters && lead >= ClearLead ? EncodingEvidence.Likely : EncodingEvidence.Doubtful;
    }

    private static EncodingGuess Guess(EncodingEvidence evidence, List<(FileEncoding Encoding, TextQuality Quality)> ranked) =>
        new(ranked[0].Encoding, evidence,
            [.. ranked.Select(reading => new EncodingCandidate(reading.Encoding, Math.Clamp(reading.Quality.Mean, 0, 1)))]);
}
