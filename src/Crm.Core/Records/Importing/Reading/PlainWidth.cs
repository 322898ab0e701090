namespace Crm.Core.Records.Importing.Reading;

/// <summary>
/// Full-width forms (１２３，．／) as the plain characters that they stand for; other spaces, minus signs and the digits of other scripts (٣) likewise.
/// </summary>
internal static class PlainWidth
{
    /// <summary>Writes the text into a buffer of at least its length.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> text, Span<char> buffer)
    {
        for (var i = 0; i < text.Length; i++) buffer[i] = Of(text[i]);
        return buffer[..text.Length];
    }

    private static char Of(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' or '\u00A0' or '\u202F' or '\u2009' or '\u2007' => ' ',
        '\u2212' or '\u2013' => '-',
        '\u2019' => '\'',
        > '\u00FF' when char.IsDigit(c) => (char)('0' + (int)char.GetNumericValue(c)),
        _ => c,
    };
}
