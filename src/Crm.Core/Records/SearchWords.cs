using Crm.Core.Records.Schema;
using Crm.Core.Shared.Text;

namespace Crm.Core.Records;

/// <summary>What a record is found by: its searchable values that the tenant does not hide, folded, with the digits of phones and the pinyin of names.</summary>
internal static class SearchWords
{
    private const int MaxLength = 1000;

    public static string Of(Record record, TenantType type)
    {
        var words = new List<string>();
        foreach (var field in type.Fields.Where(f => f is { IsSearchable: true, IsWithdrawn: false }))
        {
            if ((field.Read(record) is ValueSet set ? string.Join(' ', set) : field.Read(record)) is not string text || text.Length == 0)
                continue;
            words.Add(SearchText.Fold(text));
            if (field.Kind is Kinds.PhoneKind)
                words.Add(string.Concat(text.Where(char.IsAsciiDigit)));
            else if (text.Any(c => c >= '\u2E80'))
                words.AddRange([Pinyin.OfName(text).Replace(" ", ""), Pinyin.OfName(text), Pinyin.Initials(text)]);
        }
        var joined = string.Join(' ', words.Distinct());
        if (joined.Length <= MaxLength)
            return joined;
        // Never half a character: PostgreSQL takes no broken Unicode.
        return joined[..(char.IsHighSurrogate(joined[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }
}
