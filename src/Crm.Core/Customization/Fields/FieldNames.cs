using System.Text;
using Crm.Core.Records;
using Crm.Core.Shared.Text;

namespace Crm.Core.Customization.Fields;

/// <summary>Names for machines made from labels for people: "Contract signed" gives contract_signed, 合同编号 gives he_tong_bian_hao.</summary>
public static class FieldNames
{
    private const int MaxLength = 41;
    private static readonly string[] Reserved = ["id", "version", "and", "or", "me", "fields", "filter", "sort"];

    /// <summary>A valid name that none of the taken ones equals; "field" when the label says nothing in letters.</summary>
    public static string Propose(string label, IEnumerable<string> taken)
    {
        var known = taken.Concat(Reserved).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var slug = Slug(label);
        var name = slug.Length == 0 ? "field" : char.IsAsciiDigit(slug[0]) ? "n" + slug : slug;
        name = name[..Math.Min(name.Length, MaxLength)].TrimEnd('_');
        var proposed = name;
        for (var i = 2; known.Contains(proposed); i++)
            proposed = $"{name[..Math.Min(name.Length, MaxLength - 4)].TrimEnd('_')}_{i}";
        return proposed;
    }

    public static bool IsFree(string name, IEnumerable<string> taken) =>
        Field.IsValidName(name) && !taken.Concat(Reserved).Contains(name, StringComparer.OrdinalIgnoreCase);

    private static string Slug(string label)
    {
        var slug = new StringBuilder();
        foreach (var c in SearchText.Fold(Pinyin.Of(label)))
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '_')
                slug.Append('_');
        }
        return slug.ToString().Trim('_');
    }
}
