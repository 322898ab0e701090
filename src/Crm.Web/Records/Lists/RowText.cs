using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;

namespace Crm.Web.Records.Lists;

/// <summary>Rows as plain text, to hand them from the pre-rendered page to its circuit.</summary>
public sealed record RowText(Guid Id, int Version, RecordRights May, IReadOnlyList<string?> Cells)
{
    // No title can hold this sign.
    private const char Between = '\u001e';

    public static RowText Of(RecordRow row, IReadOnlyList<Field> fields, FieldFormat machine) =>
        new(row.Id, row.Version, row.May, [.. row.Values.Select((value, i) => value switch
        {
            null => null,
            RecordRef reference => $"{reference.Id}{reference.Title}",
            RecordRefs several => string.Join(Between, several.Select(r => $"{r.Id}{r.Title}")),
            _ => fields[i].Kind.Format(value, machine),
        })]);

    /// <summary>The row, or null when a cell does not read as it was written.</summary>
    public RecordRow? Read(IReadOnlyList<Field> fields, FieldFormat machine)
    {
        if (Cells.Count != fields.Count)
            return null;
        var values = new object?[Cells.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if (Cells[i] is not { } text)
                continue;
            if (fields[i].Kind is ReferenceKind)
            {
                if (Reference(text) is not { } reference)
                    return null;
                values[i] = reference;
            }
            else if (fields[i].Kind is ReferencesKind)
            {
                var several = text.Split(Between).Select(Reference).ToList();
                if (several.Contains(null))
                    return null;
                values[i] = new RecordRefs(several.OfType<RecordRef>());
            }
            else if (!fields[i].Kind.TryParse(text, machine, out values[i]))
            {
                return null;
            }
        }
        return new RecordRow(Id, Version, values) { May = May };
    }

    private static RecordRef? Reference(string text) =>
        text.Length >= 36 && Guid.TryParse(text.AsSpan(0, 36), out var id) ? new RecordRef(id, text[36..]) : null;
}
