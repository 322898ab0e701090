using Crm.Core.Activities;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;

namespace Crm.Web.Records.Pages;

/// <summary>Turns what was typed into a composer into the fields of the entry: a note is one text; a task has a title and perhaps more.</summary>
internal static class EntryWords
{
    /// <param name="people">Who was chosen while typing; a name that is still there becomes a mention of that person.</param>
    public static Dictionary<string, object?> Of(TenantType type, string words, IEnumerable<RecordRef> people)
    {
        var plain = words.Trim().ReplaceLineEndings("\n");
        var marked = people.OrderByDescending(p => p.Title.Length).Aggregate(plain, (text, person) => Mark(text, person));
        var title = type.TitleField;
        if (title.Kind is LongTextKind)
            return new() { [title.Name] = marked };

        // A title is one plain line. What does not fit there, and who is meant by it, goes into the longer text.
        var end = plain.IndexOf('\n', StringComparison.Ordinal);
        var line = (end < 0 ? plain : plain[..end]).Trim();
        var fits = title.MaxLength is not { } most || line.Length <= most;
        var values = new Dictionary<string, object?> { [title.Name] = fits ? line : line[..(title.MaxLength!.Value - 1)] + "…" };
        if (type.Fields.FirstOrDefault(f => f is { Kind: LongTextKind, TakesInput: true, IsHidden: false }) is { } body)
        {
            var rest = marked != plain || !fits ? marked : end < 0 ? "" : plain[end..].Trim();
            if (rest.Length > 0)
                values[body.Name] = rest;
        }
        return values;
    }

    // What was marked already holds the name in brackets, so that a shorter name inside a longer one finds nothing there.
    private static string Mark(string text, RecordRef person) => text.Replace("@" + person.Title, Mentions.Write(person.Id, person.Title), StringComparison.Ordinal);
}
