using System.Text;
using Crm.Core.Shared.Text;

namespace Crm.Core.Tenancy;

/// <summary>Makes addresses out of a company's name.</summary>
internal static class AddressProposal
{
    private const int LongestName = 200;
    private const int LastNumber = 99;

    public static IEnumerable<string> For(string companyName)
    {
        ArgumentNullException.ThrowIfNull(companyName);
        var (words, separator) = Words(companyName.Length > LongestName ? companyName[..LongestName] : companyName);
        if (words.Count == 0)
            return [];
        return Suffixes(words[^1])
            .Select(suffix => Fit(words, separator, TenantAddress.MaxLength - suffix.Length) + suffix)
            .Where(label => TenantAddress.Check(label) == AddressVerdict.Ok);
    }

    // The Latin part of a name is how a company writes itself abroad; pinyin is for names that have none worth the name.
    private static (IReadOnlyList<string> Words, string Separator) Words(string companyName)
    {
        var folded = SearchText.Fold(companyName);
        var latin = LegalForms.WithoutLatin(LatinWords(folded));
        if (latin.Sum(word => word.Count(char.IsAsciiLetter)) >= TenantAddress.MinLength)
            return (latin, "-");
        return (LatinWords(Pinyin.Of(LegalForms.WithoutChinese(folded))), ""); // "de" and "se" are syllables here, no legal forms
    }

    private static List<string> LatinWords(string folded)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in folded)
        {
            if (char.IsAsciiLetterOrDigit(c))
                word.Append(c);
            else if (c is not ('.' or '\'' or '&')) // s.a., o'neil and at&t are one word
                End();
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    private static IEnumerable<string> Suffixes(string lastWord)
    {
        yield return "";
        if (lastWord != "crm")
            yield return "-crm";
        for (var number = 2; number <= LastNumber; number++)
            yield return $"-{number}";
    }

    private static string Fit(IReadOnlyList<string> words, string separator, int room)
    {
        var label = words[0].Length > room ? words[0][..room] : words[0];
        foreach (var word in words.Skip(1))
        {
            if (label.Length + separator.Length + word.Length > room)
                break;
            label += separator + word;
        }

        return label;
    }
}
