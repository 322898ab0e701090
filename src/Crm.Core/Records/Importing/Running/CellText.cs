using Crm.Core.Records.Importing.Reading;

namespace Crm.Core.Records.Importing.Running;

/// <summary>The text that a row has for a field, after joining, defaults and translations; null when there is none.</summary>
internal sealed class CellText(ImportPlan plan)
{
    // A column that feeds a field of its own is translated for composed texts too: "Isdom · GTX Pro", not "Isdom · GTXPro".
    private readonly Dictionary<int, IReadOnlyDictionary<string, string>> byColumn = plan.Fields
        .Where(f => f.Columns.Count == 1 && f.Translations.Count > 0)
        .GroupBy(f => f.Columns[0]).ToDictionary(g => g.Key, g => g.First().Translations);

    public string? Of(FieldPlan field, CsvRow row)
    {
        var text = field.Columns switch
        {
            [] => "",
            [var only] => row[only].Trim(),
            var several => string.Join(field.Separator, several.Select(c => Translated(byColumn.GetValueOrDefault(c), row[c].Trim())).Where(t => t.Length > 0)),
        };
        if (text.Length == 0)
            text = field.Default ?? "";
        text = Translated(field.Translations, text);
        return text.Length == 0 ? null : text;
    }

    private static string Translated(IReadOnlyDictionary<string, string>? translations, string text) =>
        translations is not null && translations.TryGetValue(text, out var meant) ? meant : text;
}
