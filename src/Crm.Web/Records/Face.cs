namespace Crm.Web.Records;

/// <summary>The small mark of a person or a company where there is no picture.</summary>
public static class Face
{
    private static readonly string[] Tones = ["a", "b", "c", "d"];

    /// <summary>Two initials of a Latin name, the first character of a Chinese one.</summary>
    public static string Initials(string name, int most = 2)
    {
        var words = name.Split([' ', '·', '-', '.', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => char.IsLetterOrDigit(w[0])).ToList();
        if (words.Count == 0)
            return name.Length == 0 ? "?" : char.IsSurrogate(name[0]) && name.Length > 1 ? name[..2] : name[..1];
        var first = words[0][..1].ToUpperInvariant();
        return words[0][0] >= '\u2E80' || words.Count == 1 || most == 1 ? first : first + words[^1][..1].ToUpperInvariant();
    }

    /// <summary>One of four colours, always the same for a name.</summary>
    public static string Tone(string name) => Tones[name.Aggregate(0, (sum, c) => (sum * 31 + c) & 0xFFFF) % Tones.Length];
}
