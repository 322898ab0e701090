namespace Crm.Core.Records.Importing.Reading;

/// <summary>How alike two names are, from 0 to 1.</summary>
internal static class HeaderLikeness
{
    private const int ShortestMistypable = 5;

    /// <summary>Words that add nothing to a name.</summary>
    private static readonly HashSet<string> Fillers = ["name", "the", "full", "main", "primary"];

    private static readonly string[] ChineseFillers = ["名称", "名稱"];

    public static double Between(HeaderWords header, HeaderWords name)
    {
        if (header.Joined.Length == 0 || name.Joined.Length == 0) return 0;
        if (header.Joined == name.Joined) return 1;
        if (Singular(header.Joined) == Singular(name.Joined)) return 0.97;
        if (header.Words.Count > 1 && header.Words.Order().SequenceEqual(name.Words.Order())) return 0.95;
        if (WithoutFillers(header) is var core && core.Length > 0 && core == WithoutFillers(name)) return 0.9;
        return Math.Max(Containment(header, name), Mistyped(header.Joined, name.Joined));
    }

    private static string Singular(string word) => word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;

    private static string WithoutFillers(HeaderWords name)
    {
        var joined = string.Concat(name.Words.Where(word => !Fillers.Contains(word)));
        foreach (var filler in ChineseFillers)
            if (joined.Length > filler.Length && joined.EndsWith(filler, StringComparison.Ordinal))
                return joined[..^filler.Length];

        return joined;
    }

    /// <summary>
    /// One name within the other. The last word says what a name is about, in English and in Chinese: "联系人手机" is a mobile
    /// number and "company address" an address, neither a contact nor a company.
    /// </summary>
    private static double Containment(HeaderWords header, HeaderWords name)
    {
        var (longer, shorter) = header.Joined.Length > name.Joined.Length ? (header, name) : (name, header);
        var share = (double)shorter.Joined.Length / longer.Joined.Length;
        if (EndsWith(longer, shorter)) return 0.55 + 0.4 * share;
        return BeginsWith(longer, shorter) ? 0.3 + 0.4 * share : 0;
    }

    private static bool EndsWith(HeaderWords longer, HeaderWords shorter) =>
        longer.Words.TakeLast(shorter.Words.Count).SequenceEqual(shorter.Words)
        || (IsChinese(shorter) && longer.Joined.EndsWith(shorter.Joined, StringComparison.Ordinal));

    private static bool BeginsWith(HeaderWords longer, HeaderWords shorter) =>
        longer.Words.Take(shorter.Words.Count).SequenceEqual(shorter.Words)
        || (IsChinese(shorter) && longer.Joined.StartsWith(shorter.Joined, StringComparison.Ordinal));

    private static bool IsChinese(HeaderWords name) => name.Joined.All(c => c >= '\u2E80');

    /// <summary>A slip of the keyboard: one letter missing, doubled, wrong or swapped in a word long enough to stay itself.</summary>
    private static double Mistyped(string a, string b)
    {
        if (Math.Min(a.Length, b.Length) < ShortestMistypable || Math.Abs(a.Length - b.Length) > 1) return 0;

        var same = 0;
        while (same < a.Length && same < b.Length && a[same] == b[same]) same++;
        var restA = a.AsSpan(same);
        var restB = b.AsSpan(same);
        var slipped = restA.Length.CompareTo(restB.Length) switch
        {
            > 0 => restA[1..].SequenceEqual(restB),
            < 0 => restA.SequenceEqual(restB[1..]),
            _ => restA[1..].SequenceEqual(restB[1..]) || AreSwapped(restA, restB),
        };
        return slipped ? 0.85 : 0;
    }

    private static bool AreSwapped(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        a.Length > 1 && a[0] == b[1] && a[1] == b[0] && a[2..].SequenceEqual(b[2..]);
}
