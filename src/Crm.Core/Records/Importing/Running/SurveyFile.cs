using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Kinds;

namespace Crm.Core.Records.Importing.Running;

/// <summary>What must be known of the whole file before its first row is taken.</summary>
/// <param name="Rows">All rows, also those with nothing in them.</param>
/// <param name="Titles">All titles, where rows refer to one another; else empty.</param>
/// <param name="NewChoices">For each choice field that may grow, the values that are not listed.</param>
internal sealed record SurveyFile(int Rows, IReadOnlySet<string> Titles, IReadOnlyDictionary<string, IReadOnlyList<string>> NewChoices)
{
    public static async Task<SurveyFile> OfAsync(ImportContext import, CsvRows rows, CancellationToken ct)
    {
        var cells = new CellText(import.Plan);
        var titles = new HashSet<string>(StringComparer.Ordinal);
        var title = import.SelfReference is null ? null : import.Plan.Find(import.SelfReference.Plan.ReferenceBy ?? import.Type.TitleField.Name);
        var growing = import.Fields.Where(f => f.Field.Kind is ChoiceKind or ChoicesKind && f.Plan.WhenUnknown == UnknownValue.Create).ToList();
        var news = growing.ToDictionary(f => f.Field.Name, _ => new SortedSet<string>(StringComparer.OrdinalIgnoreCase));
        var count = 0;
        await foreach (var row in rows.ReadAsync(ct: ct))
        {
            count++;
            if (title is not null && cells.Of(title, row) is { } named)
                titles.Add(named);
            foreach (var field in growing)
                if (cells.Of(field.Plan, row) is { } text)
                    news[field.Field.Name].UnionWith((field.Field.Kind is ChoicesKind ? SetKind.Split(text) : [text]).Where(t => ComposeWrites.ChoiceOf(field.Field, t) is null));
        }
        return new SurveyFile(count, titles, news.Where(n => n.Value.Count > 0).ToDictionary(n => n.Key, IReadOnlyList<string> (n) => [.. n.Value]));
    }
}
