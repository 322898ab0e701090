using System.Globalization;
using System.Text;

namespace Crm.Core.Records.Importing.Reading;

/// <summary>A name cut into lower-case words: "CompanyName", "company_name" and "Company Name *" are the same two words.</summary>
internal sealed record HeaderWords(IReadOnlyList<string> Words, string Joined)
{
    private const int MaxLength = 200;

    public static HeaderWords Of(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var previous = Sort.None;
        var depth = 0;
        foreach (var c in Plain(name))
        {
            // A unit or a remark in brackets is not part of the name: "Amount (USD)", "手机（必填）".
            if (c is '(' or '[') depth++;
            var sort = depth > 0 ? Sort.None : SortOf(c);
            if (c is ')' or ']' && depth > 0) depth--;

            if (sort != previous && !(previous == Sort.Upper && sort == Sort.Lower)) End();
            else if (previous == Sort.Upper && sort == Sort.Lower && word.Length > 1) SplitBeforeLast();
            if (sort != Sort.None) word.Append(c);
            previous = sort;
        }

        End();
        return new(words, string.Concat(words));

        void End()
        {
            if (word.Length > 0) words.Add(word.ToString().ToLowerInvariant());
            word.Clear();
        }

        // "HTTPServer" is "http", "server".
        void SplitBeforeLast()
        {
            var last = word[^1];
            word.Length--;
            End();
            word.Append(last);
        }
    }

    private enum Sort { None, Lower, Upper, Digit, Chinese }

    private static Sort SortOf(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => Sort.Upper,
        UnicodeCategory.LowercaseLetter or UnicodeCategory.ModifierLetter => Sort.Lower,
        UnicodeCategory.OtherLetter => Sort.Chinese,
        UnicodeCategory.DecimalDigitNumber => Sort.Digit,
        _ => Sort.None,
    };

    /// <summary>Full-width forms made plain, accents taken off.</summary>
    private static string Plain(string name)
    {
        if (name.Length > MaxLength) name = name[..MaxLength];
        var decomposed = Sound(name).Normalize(NormalizationForm.FormKD);
        return string.Concat(decomposed.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
    }

    /// <summary>Half a surrogate pair cannot be normalised.</summary>
    private static string Sound(string name) =>
        name.Any(char.IsSurrogate) ? string.Concat(name.Where(c => !char.IsSurrogate(c))) : name;
}
