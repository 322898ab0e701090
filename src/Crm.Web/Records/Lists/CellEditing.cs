using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Web.Records.Editing;

namespace Crm.Web.Records.Lists;

public enum CellState { Saving, Saved, Failed }

/// <summary>What became of the last edit of a cell; a failed one keeps what was typed and says why.</summary>
public sealed record CellMark(CellState State, FieldInput Input, string? Why = null);

/// <summary>
/// Edits in the cells of one list: shown at once, saved behind it, taken back when the save is refused.
/// </summary>
public sealed class CellEditing(RecordStore store, RecordReader reader, RecordLabels labels, RefusalText refusals)
{
    private readonly Dictionary<(Guid Row, string Field), CellMark> marks = [];

    public (Guid Row, FieldInput Input)? Open { get; private set; }

    public CellMark? MarkOf(Guid row, string field) => marks.GetValueOrDefault((row, field));

    public bool IsOpen(Guid row, Field field) => Open is { } open && open.Row == row && open.Input.Field.Name == field.Name;

    public void Begin(RecordRow row, Field field, object? value) =>
        Open = (row.Id, MarkOf(row.Id, field.Name) is { State: CellState.Failed } failed ? failed.Input : new FieldInput(field, value, labels.Format));

    public void Leave() => Open = null;

    public void Forget()
    {
        Open = null;
        marks.Clear();
    }

    /// <summary>
    /// Saves the open cell. <paramref name="show"/> is called with the row as it will be, and again with the row as it is.
    /// </summary>
    public async Task SaveAsync(RecordRow row, TenantSchema schema, TenantType type, IReadOnlyList<GridColumn> columns, Action<RecordRow> show, CancellationToken ct)
    {
        if (Open is not { } open)
            return;
        Leave();
        var (field, key) = (open.Input.Field, (row.Id, open.Input.Field.Name));
        if (!open.Input.IsChanged)
        {
            marks.Remove(key);
            return;
        }
        var read = open.Input.Read();
        if (!read.Succeeded)
        {
            Fail(key, open.Input, read.Refusals);
            show(row);
            return;
        }
        marks[key] = new CellMark(CellState.Saving, open.Input);
        show(With(row, columns, field, Shown(open.Input, read.Value, schema)));
        // A database that answers at once would keep what was typed from the screen until it is saved.
        await Task.Yield();
        var saved = await WriteAsync(type, row, field, read.Value, columns, ct);
        if (saved.Count > 0)
        {
            Fail(key, open.Input, saved);
            show(row);
            return;
        }
        marks[key] = new CellMark(CellState.Saved, open.Input);
        if (await NowAsync(type, row.Id, columns, ct) is { } now)
            show(now);
    }

    /// <summary>Notes why a pasted value was not taken.</summary>
    public void Fail((Guid Row, string Field) key, FieldInput input, IReadOnlyList<Refusal> why)
    {
        input.Refusals = why;
        marks[key] = new CellMark(CellState.Failed, input, string.Join(" ", why.Select(refusals.Of)));
    }

    /// <summary>A save that only met an edit of another field is repeated on the newer record.</summary>
    private async Task<IReadOnlyList<Refusal>> WriteAsync(TenantType type, RecordRow row, Field field, object? value, IReadOnlyList<GridColumn> columns, CancellationToken ct)
    {
        var values = new Dictionary<string, object?> { [field.Name] = value };
        var saved = await store.UpdateAsync(type.Name, row.Id, values, row.Version, ct);
        if (saved.Refusals.Any(r => r.Code == "changed-meanwhile") && await NowAsync(type, row.Id, columns, ct) is { } now && Equals(ValueOf(now, columns, field), ValueOf(row, columns, field)))
            saved = await store.UpdateAsync(type.Name, row.Id, values, now.Version, ct);
        return saved.Refusals;
    }

    private async Task<RecordRow?> NowAsync(TenantType type, Guid id, IReadOnlyList<GridColumn> columns, CancellationToken ct)
    {
        if (await reader.FindAsync(type.Name, id, ct) is not { } whole)
            return null;
        var places = type.Fields.Index().ToDictionary(f => f.Item.Name, f => f.Index);
        return whole with { Values = [.. columns.Select(c => whole.Values[places[c.Field.Name]])] };
    }

    private static object? ValueOf(RecordRow row, IReadOnlyList<GridColumn> columns, Field field) => row.Values[columns.Index().First(c => c.Item.Field.Name == field.Name).Index];

    private static RecordRow With(RecordRow row, IReadOnlyList<GridColumn> columns, Field field, object? value) =>
        row with { Values = [.. row.Values.Select((old, i) => columns[i].Field.Name == field.Name ? value : old)] };

    private static object? Shown(FieldInput input, object? value, TenantSchema schema) => (input.Field.Kind, value) switch
    {
        (StageKind, Guid stage) => new RecordRef(stage, schema.Stage(stage)?.Name ?? ""),
        (ReferenceKind, Guid) => input.Reference,
        (ReferencesKind, ValueSet) => input.References,
        _ => value,
    };
}
