using Crm.Core.Records;

namespace Crm.Web.Records.Lists;

/// <summary>
/// Which piece of the page shows which row. A row that moves, or that others push aside, keeps its piece; when other rows are
/// asked for, or another order, those that come take over the pieces of those that go, place by place. Then a piece says
/// another thing, where else all pieces would be made anew, in the circuit, on the line and in the browser.
/// </summary>
public sealed class RowSlots
{
    private Dictionary<Guid, int> slots = [];
    private int next;

    public int this[Guid row] => slots.TryGetValue(row, out var slot) ? slot : slots[row] = next++;

    /// <summary>The new rows take over the pieces of the old.</summary>
    public void TakeOver(IReadOnlyList<Guid> old, IEnumerable<RecordRow> rows)
    {
        var pieces = old.Select(id => this[id]).ToList();
        slots = rows.Select((row, i) => (row.Id, Slot: i < pieces.Count ? pieces[i] : next++)).ToDictionary(r => r.Id, r => r.Slot);
    }
}
