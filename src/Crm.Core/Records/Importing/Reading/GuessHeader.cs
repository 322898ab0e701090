namespace Crm.Core.Records.Importing.Reading;

/// <summary>Guesses whether a file's first row holds names: names are filled, different, no values themselves and do not come back below.</summary>
public static class GuessHeader
{
    /// <param name="rows">The first rows of the file; a few dozen are plenty.</param>
    public static bool From(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0) return true;

        var first = rows[0].Select(cell => cell.Trim()).ToList();
        var filled = first.Where(cell => cell.Length > 0).ToList();
        if (filled.Count * 2 < first.Count || filled.Count == 0) return false;

        int speakFor = 0, speakAgainst = 0;
        for (var column = 0; column < first.Count; column++)
        {
            if (first[column].Length == 0) continue;

            var below = Below(rows, column);
            var isValue = IsValue(first[column]);
            var belowAreValues = below.Count > 0 && below.All(IsValue);
            if (isValue && belowAreValues) speakAgainst += 2;
            else if (isValue || below.Contains(first[column], StringComparer.OrdinalIgnoreCase)) speakAgainst++;
            else if (belowAreValues) speakFor += 2;
        }

        return speakFor == speakAgainst
            ? filled.Distinct(StringComparer.OrdinalIgnoreCase).Count() * 2 > filled.Count
            : speakFor > speakAgainst;
    }

    private static List<string> Below(IReadOnlyList<IReadOnlyList<string>> rows, int column) =>
        [.. rows.Skip(1).Where(row => column < row.Count).Select(row => row[column].Trim()).Where(cell => cell.Length > 0)];

    private static bool IsValue(string text) => ValueForms.Of(text) is { Dates: not 0 } or { Kinds: not 0 };
}
