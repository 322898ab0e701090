namespace Crm.Core.Records.Importing.Reading;

/// <param name="Sure">False when nothing or several delimiters give a steady number of columns; a comma is then assumed.</param>
public sealed record DelimiterGuess(char Delimiter, bool Sure);

/// <summary>Guesses the delimiter: the one that cuts the rows, quotes respected, into the steadiest number of columns.</summary>
public static class DetectDelimiter
{
    private const int EnoughRows = 500;
    private const double Steady = 0.8;
    private const double ClearLead = 0.1;

    /// <summary>Those that are looked for; on equal evidence the earlier one is the better guess.</summary>
    public static IReadOnlyList<char> Known { get; } = [',', ';', '\t', '|'];

    /// <param name="text">The beginning of the file, decoded.</param>
    /// <param name="wholeFile">False when the text was cut, so that its last row is not counted.</param>
    public static DelimiterGuess From(ReadOnlySpan<char> text, bool wholeFile)
    {
        if (SeparatorLine.Delimiter(text) is { } named) return new(named, true);

        var scores = new List<(char Delimiter, double Score)>();
        foreach (var delimiter in Known)
            scores.Add((delimiter, Score(Widths(text, delimiter, wholeFile))));

        var ranked = scores.OrderByDescending(candidate => candidate.Score).ToList();
        if (ranked[0].Score == 0) return new(Known[0], false);
        return new(ranked[0].Delimiter, ranked[0].Score >= Steady && ranked[0].Score - ranked[1].Score >= ClearLead);
    }

    private static List<int> Widths(ReadOnlySpan<char> text, char delimiter, bool wholeFile)
    {
        var scanner = new RowScanner(delimiter) { Keeps = false };
        var widths = new List<int>();
        while (widths.Count < EnoughRows && scanner.Scan(text, out var used))
        {
            widths.Add(scanner.CellCount);
            text = text[used..];
        }

        if (widths.Count < EnoughRows && (wholeFile || widths.Count == 0) && scanner.Finish()) widths.Add(scanner.CellCount);
        return widths;
    }

    private static double Score(List<int> widths)
    {
        if (widths.Count == 0) return 0;

        var (width, rows) = widths.CountBy(found => found).MaxBy(found => (found.Value, found.Key));
        if (width == 1) return 0;

        // Decimal commas are steady too, but the header has none of them: it has to have the usual width.
        var steadiness = (double)rows / widths.Count;
        return (widths[0] == width ? steadiness : steadiness / 2) * (1 - 0.1 / width);
    }
}
