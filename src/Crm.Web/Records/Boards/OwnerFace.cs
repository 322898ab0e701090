namespace Crm.Web.Records.Boards;

/// <summary>The letters and the colour by which a person is recognised in a small circle.</summary>
internal static class OwnerFace
{
    private static readonly string[] Colours = ["a", "b", "c", "d"];

    /// <summary>MF for Moses Frase, 王 for 王伟.</summary>
    public static string Letters(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => "",
            [var one, ..] when one[0] >= '\u2E80' => one[..1],
            [var one] => one[..1].ToUpperInvariant(),
            _ => $"{words[0][0]}{words[^1][0]}".ToUpperInvariant(),
        };
    }

    public static string Colour(string name) => Colours[name.Sum(c => c) % Colours.Length];
}
