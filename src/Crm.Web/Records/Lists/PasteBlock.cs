using System.Text;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Editing;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Web.Records.Editing;

namespace Crm.Web.Records.Lists;

/// <summary>One cell of a pasted block: what stood there, what is to stand there, or why it cannot.</summary>
public sealed record PastedCell(RecordRow Row, Field Field, string Text, object? Before, object? Value, IReadOnlyList<Refusal> Refusals);

/// <summary>What became of a block: the cells that stayed as they were with the reasons, and the records that others changed in the same fields.</summary>
public sealed record PasteResult(Guid? ChangeSetId, IReadOnlyList<PastedCell> Refused, IReadOnlyList<(IReadOnlyList<PastedCell> Cells, EditConflict Conflict)> Conflicts);

/// <summary>
/// Cells from a spreadsheet, laid over rows and columns from a cell on. Text is read as the reader would type it; choices,
/// stages and references by their names.
/// </summary>
public sealed class PasteBlock(RecordStore store, SaveEdit save, RecordReader reader, RecordLabels labels)
{
    /// <summary>More than this many cells are shown before they are written.</summary>
    public const int AskAbove = 20;

    /// <summary>A longer block is a matter for the import, which goes on by itself and can be stopped.</summary>
    public const int MaxLines = 500;

    /// <summary>Bytes that are taken from a clipboard.</summary>
    public const int MaxLength = 1_000_000;

    private readonly Dictionary<(string Type, string Title), Guid?> found = [];

    /// <summary>Tab-separated lines as spreadsheets hand them over: a cell with a tab or a line break stands in quotes.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Cells(string text)
    {
        var lines = new List<IReadOnlyList<string>>();
        var line = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            if (quoted && sign == '"' && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[++i]);
            else if (sign == '"' && (quoted || cell.Length == 0))
                quoted = !quoted;
            else if (!quoted && sign is '\t' or '\n')
            {
                line.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (sign == '\n')
                {
                    lines.Add(line);
                    line = [];
                }
            }
            else
                cell.Append(sign);
        }
        if (cell.Length > 0 || line.Count > 0)
            lines.Add([.. line, cell.ToString().TrimEnd('\r')]);
        return lines;
    }

    public async Task<IReadOnlyList<PastedCell>> ReadAsync(
        IReadOnlyList<IReadOnlyList<string>> lines, IReadOnlyList<RecordRow> rows, IReadOnlyList<GridColumn> columns, int firstColumn, TenantSchema schema, TenantType type, CancellationToken ct)
    {
        found.Clear();
        var cells = new List<PastedCell>();
        foreach (var (row, line) in rows.Zip(lines))
            foreach (var ((column, cell), at) in columns.Skip(firstColumn).Zip(line).Select((pair, i) => (pair, firstColumn + i)))
                cells.Add((row.May.Edit, column.Field.TakesInput) switch
                {
                    (false, _) => new PastedCell(row, column.Field, cell, row.Values[at], null, [new Refusal("not-permitted")]),
                    (_, false) => new PastedCell(row, column.Field, cell, null, null, [new Refusal("field-read-only", column.Field.Name)]),
                    _ => await ReadAsync(row, at, column.Field, cell.Trim(), schema, type, ct),
                });
        return cells;
    }

    /// <summary>
    /// Writes the readable cells as one act. A record that somebody changed meanwhile in other fields takes them all the same;
    /// one that was changed in these fields waits for a choice.
    /// </summary>
    public async Task<Outcome<PasteResult>> WriteAsync(TenantType type, IReadOnlyList<PastedCell> cells, CancellationToken ct)
    {
        var act = new WriteBatch(type.Name, []) { Cause = ChangeCause.Bulk, SkipRefused = true };
        var rows = cells.Where(c => c.Refusals.Count == 0).GroupBy(c => c.Row.Id).ToDictionary(g => g.Key, g => g.ToList());
        var written = await store.WriteAsync(act with { Writes = [.. rows.Values.Select(r => RecordWrite.Update(r[0].Row.Id, r.ToDictionary(c => c.Field.Name, c => c.Value), r[0].Row.Version))] }, ct);
        if (!written.Succeeded && !IsStale(written.Refusals))
            return Outcome<PasteResult>.Refused(written.Refusals);
        var set = written.Succeeded ? written.Value.ChangeSetId : null;
        var refused = cells.Where(c => c.Refusals.Count > 0).ToList();
        var conflicts = new List<(IReadOnlyList<PastedCell>, EditConflict)>();
        var left = written.Succeeded
            ? written.Value.Results.Where(r => !r.Succeeded).Select(r => (Cells: rows[r.Id], r.Refusals)).ToList()
            : [.. rows.Values.Select(r => (Cells: r, written.Refusals))];
        foreach (var (row, why) in left)
        {
            var refusals = why;
            if (IsStale(why))
            {
                var saved = await save.RunAsync(type.Name, row[0].Row.Id, row[0].Row.Version, row.ToDictionary(c => c.Field.Name, c => c.Before),
                    row.ToDictionary(c => c.Field.Name, c => c.Value), ct, act with { ChangeSetId = set });
                refusals = saved.Refusals;
                if (saved is { Succeeded: true, Value.Conflict: { } conflict })
                    conflicts.Add((row, conflict));
                else if (saved.Succeeded)
                    set ??= saved.Value.ChangeSetId;
            }
            // One bad cell keeps its whole record back, so the good ones beside it say so too.
            if (refusals.Count > 0)
                refused.AddRange(row.Select(c => c with { Refusals = refusals.Where(r => r.Field is null || r.Field == c.Field.Name).ToList() is { Count: > 0 } own ? own : refusals }));
        }
        return new PasteResult(set, refused, conflicts);
    }

    private static bool IsStale(IReadOnlyList<Refusal> refusals) => refusals.Any(r => r.Code == "changed-meanwhile");

    private async Task<PastedCell> ReadAsync(RecordRow row, int at, Field field, string text, TenantSchema schema, TenantType type, CancellationToken ct)
    {
        PastedCell No() => new(row, field, text, row.Values[at], null, [field.Kind.Unreadable(field.Name, text, labels.Format)]);
        PastedCell Yes(object? value) => new(row, field, text, row.Values[at], value, []);
        if (text.Length == 0)
            return Yes(null);
        switch (field.Kind)
        {
            case StageKind:
                return schema.PipelinesOf(type.Name).SelectMany(p => p.Stages).FirstOrDefault(s => Same(s.Name, text)) is { } stage ? Yes(stage.Id) : No();
            case ReferenceKind when field.Target is { } target:
                return await FindAsync(schema, target, text, ct) is { } id ? Yes(id) : No();
            case ReferencesKind when field.Target is { } target:
                var ids = new List<Guid>();
                foreach (var name in SetKind.Split(text))
                    if (await FindAsync(schema, target, name, ct) is { } one)
                        ids.Add(one);
                    else
                        return No();
                return Yes(ReferencesKind.Of(ids));
            case ChoiceKind when field.Choices.FirstOrDefault(c => Same(c.Value, text) || Same(labels.Choice(type.Type, field, c.Value), text)) is { } choice:
                return Yes(choice.Value);
            case YesNoKind when Same(labels.Show(type.Type, field, true), text):
                return Yes(true);
            case YesNoKind when Same(labels.Show(type.Type, field, false), text):
                return Yes(false);
            default:
                return field.Kind.TryParse(text, labels.Format, out var value) ? Yes(value) : No();
        }
    }

    private async Task<Guid?> FindAsync(TenantSchema schema, string target, string title, CancellationToken ct)
    {
        if (found.TryGetValue((target, title), out var known))
            return known;
        var field = schema[target].TitleField.Name;
        var page = await reader.PageAsync(new RecordQuery(target) { Filter = new FilterTerm(field, FilterOperator.Equal, title), Columns = [field], Take = 2 }, ct);
        // A name that two records bear names neither.
        return found[(target, title)] = page is { Succeeded: true, Value.Rows: [var only] } ? only.Id : null;
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.CurrentCultureIgnoreCase);
}
