namespace Crm.Core.Records.Importing.Reading;

/// <summary>Learns what columns hold, row by row, whatever file the rows come from; memory does not grow with the rows.</summary>
public sealed class ColumnSurvey(IReadOnlyList<string> headers)
{
    /// <summary>How many different values of a column are listed.</summary>
    public const int MostValues = 200;

    private readonly ColumnTally[] tallies = [.. headers.Select(_ => new ColumnTally())];

    /// <summary>A missing cell counts as empty; cells beyond the last column are not looked at.</summary>
    public void Add(IReadOnlyList<string> cells, long line)
    {
        for (var column = 0; column < tallies.Length; column++)
            tallies[column].Add(column < cells.Count ? cells[column] : "", line);
    }

    public IReadOnlyList<ColumnProfile> Profiles() => [.. tallies.Select((tally, column) => tally.Profile(column, headers[column]))];
}
