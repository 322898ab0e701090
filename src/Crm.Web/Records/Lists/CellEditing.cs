using System.Data.Common;
using Crm.Core.Records;
using Crm.Core.Records.Editing;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Web.Records.Editing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Lists;

public enum CellState { Saving, Saved, Failed }

/// <summary>A cell in somebody's hands: what is typed, what stood there when it began, and at which version of the record.</summary>
public sealed record OpenCell(Guid Row, FieldInput Input, object? Before, int Version)
{
    public (Guid Row, string Field) Key => (Row, Input.Field.Name);
}

/// <summary>What became of the last edit of a cell; a failed one keeps what was typed and says why.</summary>
/// <param name="IsBroken">Nothing is wrong with what was typed: the same may go in when it is sent again.</param>
public sealed record CellMark(CellState State, OpenCell Cell, string? Why = null, bool IsBroken = false);

/// <summary>Cells of one record that somebody else changed meanwhile, waiting for a person's choice.</summary>
public sealed record CellConflict(IReadOnlyList<OpenCell> Cells, EditConflict Conflict)
{
    public Guid Row => Cells[0].Row;
}

/// <summary>
/// Edits in the cells of one list: shown at once, saved behind it, taken back when the save is refused. What others changed in
/// other fields merges; where they changed the same field, a person decides.
/// </summary>
public sealed class CellEditing(SaveEdit save, RecordReader reader, RecordLabels labels, RefusalText refusals, IStringLocalizer<ListTexts> texts, ILogger<CellEditing> log)
{
    private readonly Dictionary<(Guid Row, string Field), CellMark> marks = [];
    private readonly Queue<CellConflict> conflicts = [];

    public OpenCell? Open
    {
        get;
        private set => (field, Changes) = (value, Changes + 1);
    }

    /// <summary>How often an open cell or a mark has changed.</summary>
    public int Changes { get; private set; }

    /// <summary>The collision that is to be decided first; null when there is none.</summary>
    public CellConflict? Conflict => conflicts.TryPeek(out var first) ? first : null;

    /// <summary>What became of the latest edit, for those who do not see the cell.</summary>
    public CellState? Latest { get; private set; }

    public CellMark? MarkOf(Guid row, string field) => marks.GetValueOrDefault((row, field));

    public bool IsOpen(Guid row, Field field) => Open?.Key == (row, field.Name);

    // The row may be read again while somebody types; what was seen when it began is what the save compares with.
    public void Begin(RecordRow row, Field field, object? value) => Open = MarkOf(row.Id, field.Name) is { State: CellState.Failed } failed
        ? failed.Cell
        : new OpenCell(row.Id, new FieldInput(field, value, labels.Format), value, row.Version);

    public void Leave() => Open = null;

    public void Forget()
    {
        (Open, Latest) = (null, null);
        marks.Clear();
        conflicts.Clear();
    }

    /// <summary>
    /// Saves the open cell. <paramref name="show"/> is called with the row as it will be, and again with the row as it is.
    /// </summary>
    public async Task SaveAsync(RecordRow row, TenantSchema schema, TenantType type, IReadOnlyList<GridColumn> columns, Action<RecordRow> show, CancellationToken ct)
    {
        if (Open is not { } open)
            return;
        Leave();
        if (!open.Input.IsChanged)
        {
            marks.Remove(open.Key);
            Changes++;
            return;
        }
        var read = open.Input.Read();
        if (!read.Succeeded)
        {
            Fail(open, read.Refusals);
            show(row);
            return;
        }
        Put(new CellMark(CellState.Saving, open));
        show(With(row, columns, open.Input.Field, Shown(open.Input, read.Value, schema)));
        // A database that answers at once would keep what was typed from the screen until it is saved.
        await Task.Yield();
        try
        {
            var saved = await save.RunAsync(type.Name, row.Id, open.Version, One(open, open.Before), One(open, read.Value), ct);
            if (!saved.Succeeded)
                Fail(open, saved.Refusals);
            else if (saved.Value.Conflict is { } conflict)
                Collide([open], conflict);
            else
                Put(new CellMark(CellState.Saved, open));
            show(await NowAsync(type, row.Id, columns, ct) ?? row);
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException or TimeoutException)
        {
            // The wire broke, not the person's words: they stay beside the cell and can be sent again.
            log.LogWarning(failure, "A cell of {RecordType} could not be saved", type.Name);
            Put(new CellMark(CellState.Failed, open, texts["cell-broken"], IsBroken: true));
            show(row);
        }
    }

    /// <summary>Takes a failed cell in hand again, as it was typed.</summary>
    public void Resume(CellMark failed) => Open = failed.Cell;

    /// <summary>Notes why a value was not taken.</summary>
    public void Fail(OpenCell cell, IReadOnlyList<Refusal> why)
    {
        cell.Input.Refusals = why;
        Put(new CellMark(CellState.Failed, cell, string.Join(" ", why.Select(refusals.Of))));
    }

    /// <summary>Lines up a collision; until it is decided, nothing of these cells is written.</summary>
    public void Collide(IReadOnlyList<OpenCell> cells, EditConflict conflict)
    {
        conflicts.Enqueue(new CellConflict(cells, conflict));
        foreach (var cell in cells)
            Put(new CellMark(CellState.Failed, cell, texts["cell-conflict"]));
    }

    /// <summary>The first collision is decided, or put off: then the cells keep what was typed.</summary>
    public async Task DecidedAsync(bool saved, TenantType type, IReadOnlyList<GridColumn> columns, Action<RecordRow> show, CancellationToken ct)
    {
        if (!conflicts.TryDequeue(out var decided) || !saved)
            return;
        foreach (var cell in decided.Cells)
            Put(new CellMark(CellState.Saved, cell));
        if (await NowAsync(type, decided.Row, columns, ct) is { } now)
            show(now);
    }

    private void Put(CellMark mark) => (marks[mark.Cell.Key], Latest, Changes) = (mark, mark.State, Changes + 1);

    private async Task<RecordRow?> NowAsync(TenantType type, Guid id, IReadOnlyList<GridColumn> columns, CancellationToken ct)
    {
        if (await reader.FindAsync(type.Name, id, ct, isFromOutside: true) is not { } whole)
            return null;
        var places = type.Fields.Index().ToDictionary(f => f.Item.Name, f => f.Index);
        return whole with { Values = [.. columns.Select(c => whole.Values[places[c.Field.Name]])] };
    }

    private static Dictionary<string, object?> One(OpenCell cell, object? value) => new() { [cell.Input.Field.Name] = value };

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
