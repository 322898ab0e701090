namespace Crm.Core.Records.Importing.Reading;

/// <summary>What the rows of a file hold.</summary>
/// <param name="WholeFile">False when rows remained that were not looked at.</param>
/// <param name="Faults">Each fault with the number of rows that have it.</param>
public sealed record CsvProfile(long Rows, bool WholeFile, IReadOnlyList<FaultCount> Faults, IReadOnlyList<ColumnProfile> Columns);

public sealed record FaultCount(RowFault Fault, long Rows, long FirstLine);

/// <summary>Profiles the columns of a file from its first rows, or from all of them.</summary>
public static class ProfileCsv
{
    /// <summary>Enough for a first look.</summary>
    public const int SampleRows = 2_000;

    /// <param name="rows">Freshly opened.</param>
    /// <param name="mostRows">How many rows to look at; null for the whole file.</param>
    public static async Task<CsvProfile> RunAsync(CsvRows rows, long? mostRows, CancellationToken ct)
    {
        var survey = new ColumnSurvey(rows.Headers);
        var faults = new SortedDictionary<RowFault, FaultCount>();
        var count = 0L;
        var wholeFile = true;
        await foreach (var row in rows.ReadAsync(ct: ct))
        {
            if (count == mostRows)
            {
                wholeFile = false;
                break;
            }

            count++;
            survey.Add(row.Cells, row.Line);
            foreach (var problem in row.Problems)
                faults[problem.Fault] = faults.TryGetValue(problem.Fault, out var known)
                    ? known with { Rows = known.Rows + 1 }
                    : new(problem.Fault, 1, row.Line);
        }

        return new(count, wholeFile, [.. faults.Values], survey.Profiles());
    }
}
