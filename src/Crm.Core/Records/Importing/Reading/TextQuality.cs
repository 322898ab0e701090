using System.Globalization;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>
/// How much a decoded sample reads like text. ASCII is neutral ground where encodings agree; what is beyond it earns by being
/// usual (common Chinese characters, accents beside letters) and costs by being broken, a control character or private use.
/// </summary>
internal readonly record struct TextQuality(double Mean, double BeyondAsciiMean, int BeyondAscii, int Broken, int Controls)
{
    private const double BrokenWeight = -4;
    private const double ControlWeight = -2;

    public static TextQuality Of(ReadOnlySpan<char> text, bool trustLetters)
    {
        var beyondSum = 0.0;
        int beyond = 0, ascii = 0, broken = 0, controls = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and < '\u007F' or '\t' or '\r' or '\n')
            {
                ascii++;
                continue;
            }

            var weight = Weight(text, i, trustLetters);
            if (c == '\uFFFD') broken++;
            else if (char.IsControl(c)) controls++;
            beyond++;
            beyondSum += weight;
        }

        // Characters beyond ASCII weigh double: in the encodings compared here they are two bytes against one.
        var sum = ascii + 2 * beyondSum;
        var total = ascii + 2 * beyond;
        return new(total == 0 ? 0 : sum / total, beyond == 0 ? 0 : beyondSum / beyond, beyond, broken, controls);
    }

    private static double Weight(ReadOnlySpan<char> text, int at, bool trustLetters)
    {
        var c = text[at];
        return c switch
        {
            '\uFFFD' => BrokenWeight,
            _ when char.IsControl(c) => ControlWeight,
            >= '\uE000' and <= '\uF8FF' => -1,                                   // private use: where wrong pairs land
            >= '\u4E00' and <= '\u9FFF' when !trustLetters && IsWedgedIn(text, at) => -0.5,
            >= '\u4E00' and <= '\u9FFF' when CommonCharacters.Contains(c) => 1,
            >= '\u3040' and <= '\u30FF' => 0.9,                                  // kana
            >= '\u3001' and <= '\u3011' => 0.8,                                  // 、。《》【】
            >= '\uFF01' and <= '\uFF5E' => 0.8,                                  // full-width forms
            >= '\uFF61' and <= '\uFF9F' => 0,                                    // half-width kana: single bytes, so any garbage is made of them
            _ when trustLetters => char.IsSurrogate(c) || char.GetUnicodeCategory(c) != UnicodeCategory.OtherNotAssigned ? 1 : 0,
            >= '\u4E00' and <= '\u9FFF' => 0.2,
            >= '\u00C0' and <= '\u024F' => StandsInWord(text, at) ? 0.9 : 0,
            >= '\u00A0' and <= '\u00BF' or '\u00D7' or '\u00F7' => StandsInWord(text, at) || StandsAlone(text, at) ? 0.4 : 0,
            >= '\u2010' and <= '\u2026' or '\u20AC' or '\u2122' => 0.6,
            >= '\uAC00' and <= '\uD7A3' => 0.6,
            _ => char.GetUnicodeCategory(c) == UnicodeCategory.OtherNotAssigned ? -1 : 0.1,
        };
    }

    /// <summary>One lone Chinese character touching a small letter: what the "üc" of "zurück" becomes in a Chinese encoding.</summary>
    private static bool IsWedgedIn(ReadOnlySpan<char> text, int at)
    {
        var before = at > 0 ? text[at - 1] : ' ';
        var after = at < text.Length - 1 ? text[at + 1] : ' ';
        return before < '\u2E80' && after < '\u2E80' && (char.IsAsciiLetterLower(before) || char.IsAsciiLetterLower(after));
    }

    /// <summary>An accent belongs to a word: a letter of plain ASCII beside it, and no long run of its like (which is what Chinese looks like here).</summary>
    private static bool StandsInWord(ReadOnlySpan<char> text, int at)
    {
        int from = at, to = at;
        while (from > 0 && at - from < 3 && IsLatin1(text[from - 1])) from--;
        while (to < text.Length - 1 && to - at < 3 && IsLatin1(text[to + 1])) to++;
        return to - from < 2
            && ((from > 0 && char.IsAsciiLetter(text[from - 1])) || (to < text.Length - 1 && char.IsAsciiLetter(text[to + 1])));
    }

    private static bool StandsAlone(ReadOnlySpan<char> text, int at) =>
        (at == 0 || !IsLatin1(text[at - 1])) && (at == text.Length - 1 || !IsLatin1(text[at + 1]));

    private static bool IsLatin1(char c) => c is >= '\u0080' and <= '\u024F';
}
