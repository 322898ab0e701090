namespace Crm.Core.Records.Importing.Reading;

/// <summary>A field that a column may fill.</summary>
/// <param name="Name">The field's own name, as code and API know it.</param>
/// <param name="Labels">What people read on screen, in every language.</param>
/// <param name="OtherNames">What other systems and people call it.</param>
public sealed record TargetField(string Name, IReadOnlyList<string> Labels, IReadOnlyList<string> OtherNames);

/// <param name="Target">A <see cref="TargetField.Name"/>, or null when nothing comes near.</param>
/// <param name="Score">0 to 1.</param>
public sealed record HeaderMatch(int Column, string Header, string? Target, double Score)
{
    /// <summary>The same name but for case, spaces and the like. Anything less is a proposal that a person should look at.</summary>
    public bool IsSure => Score >= MatchHeaders.Sure;
}

/// <summary>Proposes which column fills which field: best pairs first, each field and each column at most once.</summary>
public static class MatchHeaders
{
    internal const double Sure = 0.9;
    private const double Worthwhile = 0.6;
    private const double OtherNameWeight = 0.98;

    /// <summary>One match for each header, in the order of the headers.</summary>
    public static IReadOnlyList<HeaderMatch> To(IReadOnlyList<TargetField> targets, IReadOnlyList<string> headers)
    {
        var names = targets.Select(NamesOf).ToList();
        var pairs = new List<(int Column, int Target, double Score)>();
        for (var column = 0; column < headers.Count; column++)
        {
            var header = HeaderWords.Of(headers[column]);
            for (var target = 0; target < targets.Count; target++)
            {
                var score = names[target].Max(name => HeaderLikeness.Between(header, name.Words) * name.Weight);
                if (score >= Worthwhile) pairs.Add((column, target, score));
            }
        }

        var matches = headers.Select((header, column) => new HeaderMatch(column, header, null, 0)).ToArray();
        var taken = new HashSet<int>();
        foreach (var (column, target, score) in pairs.OrderByDescending(pair => pair.Score))
            if (matches[column].Target is null && taken.Add(target))
                matches[column] = matches[column] with { Target = targets[target].Name, Score = Math.Round(score, 2) };

        return matches;
    }

    private static List<(HeaderWords Words, double Weight)> NamesOf(TargetField target) =>
    [
        (HeaderWords.Of(target.Name), 1),
        .. target.Labels.Select(label => (HeaderWords.Of(label), 1.0)),
        .. target.OtherNames.Select(name => (HeaderWords.Of(name), OtherNameWeight)),
    ];
}
