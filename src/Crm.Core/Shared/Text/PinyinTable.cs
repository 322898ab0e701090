using System.Diagnostics.CodeAnalysis;

namespace Crm.Core.Shared.Text;

/// <summary>The readings in <c>PinyinData</c>, loaded on first use.</summary>
internal static class PinyinTable
{
    private const char First = '\u3007';
    private const char Last = '\u9fff';
    private const int LongestWord = 3;

    private static readonly Lazy<string?[]> Characters = new(LoadCharacters);
    private static readonly Lazy<Dictionary<string, string[]>> Words = new(() => LoadWords("words.txt"));
    private static readonly Lazy<Dictionary<string, string[]>> Surnames = new(() => LoadWords("surnames.txt"));

    /// <summary>The most frequent reading of a character; null when it has none.</summary>
    public static string? Syllable(char character) =>
        character is >= First and <= Last ? Characters.Value[character - First] : null;

    /// <summary>The readings of the longest listed word that <paramref name="rest"/> begins with.</summary>
    public static bool Word(ReadOnlySpan<char> rest, [NotNullWhen(true)] out string[]? syllables) =>
        Longest(Words.Value, LongestWord, rest, out syllables);

    /// <summary>The readings of the listed surname, of one or two characters, that <paramref name="name"/> begins with.</summary>
    public static bool Surname(ReadOnlySpan<char> name, [NotNullWhen(true)] out string[]? syllables) =>
        Longest(Surnames.Value, 2, name, out syllables);

    private static bool Longest(
        Dictionary<string, string[]> words, int longest, ReadOnlySpan<char> rest, [NotNullWhen(true)] out string[]? syllables)
    {
        var bySpan = words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(longest, rest.Length); length > 0; length--)
        {
            if (bySpan.TryGetValue(rest[..length], out syllables))
                return true;
        }

        syllables = null;
        return false;
    }

    private static string?[] LoadCharacters()
    {
        var readings = new string?[Last - First + 1];
        foreach (var (reading, characters) in Lines("characters.txt"))
        {
            foreach (var character in characters)
                readings[character - First] = reading;
        }

        return readings;
    }

    private static Dictionary<string, string[]> LoadWords(string file) => (
        from line in Lines(file)
        from word in line.Read.Split(' ')
        select (word, syllables: line.Reading.Split(' '))).ToDictionary(pair => pair.word, pair => pair.syllables);

    private static IEnumerable<(string Reading, string Read)> Lines(string file)
    {
        using var stream = typeof(PinyinTable).Assembly.GetManifestResourceStream($"pinyin/{file}")
            ?? throw new InvalidOperationException($"The assembly lacks its resource pinyin/{file}.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(" = ") is [var reading, var read])
                yield return (reading, read);
        }
    }
}
