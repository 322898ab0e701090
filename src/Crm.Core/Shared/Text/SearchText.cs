using System.Globalization;
using System.Text;

namespace Crm.Core.Shared.Text;

/// <summary>Folds text for tolerant search: what a person would call "the same word" becomes the same characters.</summary>
public static class SearchText
{
    /// <summary>
    /// Lower case, accents and invisible characters removed, full-width as half-width, ligatures spelled out (ß as ss), white
    /// space collapsed and trimmed. Independent of culture, never throws on broken Unicode, and folding twice changes nothing.
    /// The result may be longer than the text (by at most eighteen times). It is for comparing, not for showing.
    /// </summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
            Append(folded, rune);
        return folded.ToString().TrimEnd(' ').Normalize(NormalizationForm.FormC);
    }

    // Half a surrogate pair and U+FFFE make Normalize throw.
    private static string WellFormed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') && !text.Contains('\ufffe'))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // gives U+FFFD for half a pair
            clean.Append(rune.Value == 0xfffe ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }

    private static void Append(StringBuilder folded, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Control:
                if (folded.Length > 0 && folded[^1] != ' ')
                    folded.Append(' ');
                break;
            case UnicodeCategory.Format: // zero-width joiners, bidi controls, soft hyphens
                break;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark when IsAccent(rune.Value):
                break;
            default:
                AppendLetter(folded, Rune.ToLowerInvariant(rune));
                break;
        }
    }

    // Only the accents that European letters carry: the marks of Devanagari, Thai or Japanese are part of the letter.
    private static bool IsAccent(int mark) => mark
        is (>= 0x0300 and <= 0x036f)
        or (>= 0x0483 and <= 0x0489)
        or (>= 0x1ab0 and <= 0x1aff)
        or (>= 0x1dc0 and <= 0x1dff)
        or (>= 0x20d0 and <= 0x20ff)
        or (>= 0xfe20 and <= 0xfe2f)
        or (>= 0xfe00 and <= 0xfe0f); // the emoji or text form of a sign

    private static void AppendLetter(StringBuilder folded, Rune lower)
    {
        var spelled = lower.Value switch
        {
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ø' => "o",
            'đ' or 'ð' => "d",
            'ł' => "l",
            'ħ' => "h",
            'þ' => "th",
            'ı' => "i",
            'ς' => "σ",
            '‘' or '’' or 'ʼ' or 'ʹ' or '′' => "'",
            '“' or '”' or '″' => "\"",
            '‐' or '‑' or '‒' or '–' or '—' or '−' => "-",
            _ => null,
        };
        if (spelled is null)
            folded.Append(lower);
        else
            folded.Append(spelled);
    }
}
