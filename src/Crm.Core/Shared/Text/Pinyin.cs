using System.Text;

namespace Crm.Core.Shared.Text;

/// <summary>
/// Spells Chinese text in Latin letters: toneless, lower case, a space between syllables, <c>v</c> for ü (as typed).
/// A character gets its most frequent reading unless it stands in a listed word (银行 is "yin hang"); text that is not Chinese,
/// and characters without a Mandarin reading, are kept as they are. Readings come from <c>PinyinData</c>.
/// </summary>
public static class Pinyin
{
    /// <summary>王伟 gives "wang wei"; "王伟 (Acme)" gives "wang wei (Acme)".</summary>
    public static string Of(string text) => Spell(Pieces(text, isName: false));

    /// <summary>As <see cref="Of"/>, for a person's name that begins with the surname: 单伟 gives "shan wei", not "dan wei".</summary>
    public static string OfName(string name) => Spell(Pieces(name, isName: true));

    /// <summary>
    /// The first letter of each syllable; other letters and digits whole, in lower case; nothing else.
    /// 王伟 gives "ww", "TCL 集团" gives "tcljt".
    /// </summary>
    public static string Initials(string text) => Abbreviate(Pieces(text, isName: false));

    /// <summary>As <see cref="Initials"/>, for a person's name that begins with the surname.</summary>
    public static string InitialsOfName(string name) => Abbreviate(Pieces(name, isName: true));

    private readonly record struct Piece(string? Syllable, char Other);

    private static IEnumerable<Piece> Pieces(string text, bool isName)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = text.Length - text.AsSpan().TrimStart().Length;
        for (var i = 0; i < text.Length;)
        {
            if (PinyinTable.Syllable(text[i]) is not { } syllable)
            {
                yield return new Piece(null, text[i++]);
                continue;
            }

            if ((isName && i == start && PinyinTable.Surname(text.AsSpan(i), out var syllables))
                || PinyinTable.Word(text.AsSpan(i), out syllables))
            {
                foreach (var one in syllables)
                    yield return new Piece(one, default);
                i += syllables.Length; // a syllable a character
                continue;
            }

            yield return new Piece(syllable, default);
            i++;
        }
    }

    private static string Spell(IEnumerable<Piece> pieces)
    {
        var spelled = new StringBuilder();
        var before = new Piece(null, ' ');
        foreach (var piece in pieces)
        {
            if (NeedsSpace(before, piece))
                spelled.Append(' ');
            if (piece.Syllable is null)
                spelled.Append(piece.Other);
            else
                spelled.Append(piece.Syllable);
            before = piece;
        }

        return spelled.ToString();
    }

    private static bool NeedsSpace(Piece left, Piece right) =>
        (left.Syllable is not null || right.Syllable is not null) && IsWord(left) && IsWord(right);

    private static bool IsWord(Piece piece) =>
        piece.Syllable is not null || char.IsLetterOrDigit(piece.Other) || char.IsSurrogate(piece.Other);

    private static string Abbreviate(IEnumerable<Piece> pieces)
    {
        var letters = new StringBuilder();
        foreach (var (syllable, other) in pieces)
        {
            if (syllable is not null)
                letters.Append(syllable[0]);
            else if (char.IsLetterOrDigit(other))
                letters.Append(char.ToLowerInvariant(other));
        }

        return letters.ToString();
    }
}
