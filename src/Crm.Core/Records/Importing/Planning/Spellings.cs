namespace Crm.Core.Records.Importing.Planning;

/// <summary>Tells which texts are one and the same but for spaces, signs and case ("GTXPro", "GTX Pro"), and which come near.</summary>
/// <param name="texts">Known ones first: the first of several spellings is the one that counts.</param>
internal sealed class Spellings(IReadOnlyList<string> texts)
{
    private readonly Dictionary<string, string> first = texts
        .Where(t => Folded(t).Length > 0).GroupBy(Folded).ToDictionary(g => g.Key, g => g.First());

    /// <summary>Another text that differs in spaces, signs and case alone.</summary>
    public string? SameAs(string text) => first.TryGetValue(Folded(text), out var same) && same != text ? same : null;

    /// <summary>A known text that differs by one letter, from five letters on; worth asking, not worth assuming.</summary>
    public string? Near(string text, IReadOnlyList<string> known)
    {
        var folded = Folded(text);
        return folded.Length < 5 ? null : known.FirstOrDefault(k => OneLetterApart(Folded(k), folded));
    }

    private static string Folded(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static bool OneLetterApart(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1)
            return false;
        var start = 0;
        while (start < Math.Min(a.Length, b.Length) && a[start] == b[start])
            start++;
        var end = 0;
        while (end < Math.Min(a.Length, b.Length) - start && a[^(end + 1)] == b[^(end + 1)])
            end++;
        return Math.Max(a.Length, b.Length) - start - end <= 1;
    }
}
