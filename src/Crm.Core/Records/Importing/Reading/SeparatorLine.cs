namespace Crm.Core.Records.Importing.Reading;

/// <summary>The line "sep=;" that Excel writes and reads before the header to name the delimiter.</summary>
internal static class SeparatorLine
{
    public static bool Is(IReadOnlyList<string> cells) =>
        cells is [var only] && only.Length is 4 or 5 && Begins(only) || cells is [var first, ""] && first.Length == 4 && Begins(first);

    public static char? Delimiter(ReadOnlySpan<char> text) =>
        text.Length >= 6 && Begins(text) && text[5] is '\r' or '\n' ? text[4] : null;

    private static bool Begins(ReadOnlySpan<char> text) => text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
}
