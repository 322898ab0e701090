using Crm.Core.Records;
using Crm.Core.Shared;

namespace Crm.Web.Records.Lists;

/// <summary>
/// The rows around what is in sight, out of a list of any length: blocks are read as they come near, behind the block before
/// where that is known, and forgotten when they are far.
/// </summary>
public sealed class RowWindow(RecordReader reader)
{
    public const int Block = 50;
    private const int MaxBlocks = 8;
    private const int MaxEnds = 400;
    private const int Margin = 25;

    private readonly Dictionary<int, IReadOnlyList<RecordRow>> blocks = [];
    private readonly Dictionary<int, RecordCursor> ends = [];
    private RecordQuery? query;
    private int? length;
    private int seen;
    private (int From, int To) shown;

    /// <summary>The rows to be rendered, in order; <see cref="Before"/> rows stand above them.</summary>
    public IReadOnlyList<RecordRow> Rows { get; private set; } = [];

    public int Before => shown.From * Block;

    public int After => Math.Max(0, Length - Before - Rows.Count);

    public int? Count { get; private set; }

    public bool CountIsExact { get; private set; } = true;

    /// <summary>How long the list is as far as that is known; it grows while somebody scrolls behind what was counted.</summary>
    private int Length => length ?? Math.Max(CountIsExact ? 0 : Count ?? 0, (seen + 2) * Block);

    /// <summary>Asks a question anew, around the rows that were shown when <paramref name="stay"/> says so.</summary>
    /// <param name="keepCount">Whether the records are those that were counted before, in another order.</param>
    public async Task<IReadOnlyList<Refusal>> AskAsync(RecordQuery asked, bool stay, CancellationToken ct, bool keepCount = false)
    {
        var from = stay ? shown.From : 0;
        var to = stay ? shown.To : 0;
        var first = await reader.PageAsync(asked with { Skip = from * Block, Take = (to - from + 1) * Block, Count = !keepCount }, ct);
        if (!first.Succeeded)
            return first.Refusals;
        if (first.Value.Rows.Count == 0 && from > 0)
            return await AskAsync(asked, false, ct);
        if (keepCount)
            Forget(asked, Count, CountIsExact);
        else
            Forget(asked, first.Value.Count, first.Value.CountIsExact);
        foreach (var (i, rows) in first.Value.Rows.Chunk(Block).Index())
            blocks[from + i] = rows;
        blocks.TryAdd(from, []);
        if (first.Value.End is { } end)
            ends[to] = end;
        Show(from, to);
        return [];
    }

    /// <summary>Takes over a first page that was read before.</summary>
    public void Take(RecordQuery asked, IReadOnlyList<RecordRow> rows, int? count, bool exact)
    {
        Forget(asked, count, exact);
        blocks[0] = rows;
        Show(0, 0);
    }

    /// <summary>Reads what is missing around the rows in sight. False when nothing changed.</summary>
    public async Task<bool> SeeAsync(int first, int last, CancellationToken ct)
    {
        if (query is null)
            return false;
        var from = Math.Max(0, first - Margin) / Block;
        var to = Math.Min(Math.Max(0, last + Margin), Math.Max(0, Length - 1)) / Block;
        if ((from, Math.Max(from, to)) == shown)
            return false;
        to = Math.Clamp(to, from, from + MaxBlocks - 2);
        for (var i = from; i <= to; i++)
            if (!blocks.ContainsKey(i) && !await ReadAsync(i, ct))
                break;
        if (!blocks.ContainsKey(from))
            return false;
        while (!blocks.ContainsKey(to))
            to--;
        Show(from, to);
        return true;
    }

    /// <summary>The rows of the list from one on, also those that are not in sight; fewer where the list ends.</summary>
    public async Task<IReadOnlyList<RecordRow>> FromAsync(Guid id, int most, CancellationToken ct)
    {
        var rows = Rows.SkipWhile(r => r.Id != id).Take(most).ToList();
        var known = rows.Select(r => r.Id).ToHashSet();
        RecordCursor? end = null;
        while (query is not null && rows.Count > 0 && rows.Count < most)
        {
            var wanted = query with { Take = Math.Min(RecordQuery.MaxPageSize, most - rows.Count) };
            var page = await reader.PageAsync(end is null ? wanted with { Skip = Before + Rows.Count } : wanted with { After = end }, ct);
            if (!page.Succeeded)
                break;
            // A row that moved meanwhile may come a second time.
            rows.AddRange(page.Value.Rows.Where(r => known.Add(r.Id)));
            end = page.Value.End;
            if (!page.Value.HasMore)
                break;
        }
        return rows;
    }

    /// <summary>Puts a row in the place of its former self.</summary>
    public void Put(RecordRow row)
    {
        foreach (var (i, block) in blocks.ToList())
            if (block.Any(r => r.Id == row.Id))
                blocks[i] = [.. block.Select(r => r.Id == row.Id ? row : r)];
        Show(shown.From, shown.To);
    }

    private async Task<bool> ReadAsync(int block, CancellationToken ct)
    {
        var wanted = query! with { Take = Block };
        var page = await reader.PageAsync(ends.TryGetValue(block - 1, out var end) ? wanted with { After = end } : wanted with { Skip = block * Block }, ct);
        if (!page.Succeeded)
            return false;
        seen = Math.Max(seen, block);
        if (!page.Value.HasMore)
            length = block * Block + page.Value.Rows.Count;
        if (page.Value.Rows.Count == 0)
            return false;
        // A row that moved meanwhile may come a second time.
        var known = blocks.Values.SelectMany(b => b).Select(r => r.Id).ToHashSet();
        blocks[block] = [.. page.Value.Rows.Where(r => !known.Contains(r.Id))];
        if (ends.Count > MaxEnds)
            ends.Clear();
        if (page.Value.End is { } last)
            ends[block] = last;
        foreach (var far in blocks.Keys.OrderByDescending(b => Math.Abs(b - block)).Take(blocks.Count - MaxBlocks).ToList())
            blocks.Remove(far);
        return true;
    }

    private void Forget(RecordQuery asked, int? count, bool exact)
    {
        blocks.Clear();
        ends.Clear();
        (query, Count, CountIsExact, length, seen) = (asked with { Count = false, Totals = [] }, count, exact, exact ? count : null, 0);
    }

    private void Show(int from, int to)
    {
        shown = (from, to);
        Rows = [.. Enumerable.Range(from, to - from + 1).Where(blocks.ContainsKey).SelectMany(i => blocks[i])];
    }
}
