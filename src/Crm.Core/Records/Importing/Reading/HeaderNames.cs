namespace Crm.Core.Records.Importing.Reading;

/// <summary>Gives every column a name of its own.</summary>
internal static class HeaderNames
{
    private const int MaxLength = 200;

    /// <summary>The names of a header row: tidied, "Column 3" for an empty one, "name (2)" for a second one of the same name.</summary>
    public static IReadOnlyList<string> From(IReadOnlyList<string> cells, string unnamed)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new string[cells.Count];
        var wanted = cells.Select(Tidy).ToArray();

        // Names as written go first, so that a made-up "name (2)" never takes the place of one that stands in the file.
        for (var i = 0; i < names.Length; i++)
            if (wanted[i].Length > 0 && taken.Add(wanted[i]))
                names[i] = wanted[i];

        var nextNumber = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Length; i++)
        {
            var wish = wanted[i].Length > 0 ? wanted[i] : $"{unnamed} {i + 1}";
            if (names[i] is null && wanted[i].Length == 0 && taken.Add(wish))
                names[i] = wish;

            for (var number = nextNumber.GetValueOrDefault(wish, 2); names[i] is null; number++)
            {
                nextNumber[wish] = number + 1;
                if (taken.Add($"{wish} ({number})")) names[i] = $"{wish} ({number})";
            }
        }

        return names;
    }

    /// <summary>The names of a file without header.</summary>
    public static IReadOnlyList<string> Numbered(int columns, string unnamed) =>
        [.. Enumerable.Range(1, columns).Select(number => $"{unnamed} {number}")];

    private static string Tidy(string cell)
    {
        var name = string.Join(' ', cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Trim('\uFEFF');
        if (name.Length <= MaxLength) return name;
        return name[..(char.IsHighSurrogate(name[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }
}
