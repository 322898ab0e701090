namespace Crm.Core.Records.Importing.Reading;

/// <summary>What the guess rests on, strongest first. Ask the person when it is <see cref="Doubtful"/>.</summary>
public enum EncodingEvidence
{
    /// <summary>The file begins with a byte order mark.</summary>
    Marked,

    /// <summary>Multi-byte sequences that are all valid UTF-8, which other encodings do not produce by chance.</summary>
    Valid,

    /// <summary>Only ASCII in the sample: every encoding reads it the same; later rows may still differ.</summary>
    PlainAscii,

    /// <summary>The characters read like words in this encoding and not in the others.</summary>
    Likely,

    /// <summary>Too little text, or two encodings that read about equally well.</summary>
    Doubtful,
}

/// <param name="Score">0 (garbage) to 1 (reads like text).</param>
public sealed record EncodingCandidate(FileEncoding Encoding, double Score);

/// <param name="Ranked">All encodings, best first; the first is <paramref name="Best"/>.</param>
public sealed record EncodingGuess(FileEncoding Best, EncodingEvidence Evidence, IReadOnlyList<EncodingCandidate> Ranked);
