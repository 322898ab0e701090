using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Figures;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Web.Records.Lists;

/// <summary>What a list shows at the moment, and the questions that bring it there.</summary>
public sealed class ListPage(RecordReader reader, RecordFigures figures, RecordTitles titles, CellEditing cells)
{
    public const int RowsOfGroup = 50;

    private readonly Dictionary<string, OpenGroup> open = [];

    // The records whose count is shown, and those whose figures are.
    private string? counted;
    private string? summed;

    public RowWindow Window { get; } = new(reader);

    public CellEditing Cells { get; } = cells;

    public RecordQuery? Query { get; private set; }

    public IReadOnlyList<GridColumn> Columns { get; private set; } = [];

    public GroupBy? Group { get; private set; }

    public IReadOnlyList<RecordGroup> Groups { get; private set; } = [];

    public IReadOnlyList<ColumnFigure> Sums { get; private set; } = [];

    /// <summary>For each of <see cref="Sums"/> its values over the whole list.</summary>
    public IReadOnlyList<IReadOnlyList<object>> Totals { get; private set; } = [];

    public IReadOnlyDictionary<RecordLink, string> Links { get; private set; } = new Dictionary<RecordLink, string>();

    public bool IsEmpty => Group is null ? Window.Rows.Count == 0 && Window.Before == 0 : Groups.Count == 0;

    /// <summary>Every row on the screen.</summary>
    public IEnumerable<RecordRow> Rows => Group is null ? Window.Rows : Groups.SelectMany(g => Of(g)?.Rows ?? []);

    /// <summary>The records from one on in the order of the list; of a list in groups, those that are open.</summary>
    public async Task<IReadOnlyList<RecordRow>> FromAsync(Guid id, int most, CancellationToken ct) =>
        Group is null ? await Window.FromAsync(id, most, ct) : [.. Rows.SkipWhile(r => r.Id != id).Take(most)];

    public OpenGroup? Of(RecordGroup group) => open.GetValueOrDefault(KeyOf(group));

    /// <summary>What stands under a column: of the whole list, or of one group.</summary>
    public string FigureOf(Field field, IReadOnlyList<IReadOnlyList<object>> values, FieldFormat format) =>
        Sums.Index().FirstOrDefault(s => s.Item.Field == field.Name, (-1, null!)).Index is >= 0 and var at && at < values.Count ? FigureText.Show(values[at], field, format) : "";

    /// <summary>Asks for the rows that an address means; <paramref name="stay"/> keeps the place in the list.</summary>
    public async Task<IReadOnlyList<Refusal>> LoadAsync(ListAddress address, TenantType type, bool stay, CancellationToken ct)
    {
        var asked = address.Ask(type);
        if (!asked.Succeeded)
            return asked.Refusals;
        (Query, Columns, Sums, Group) = (asked.Value, address.Columns(type), address.Sums(type), GroupBy.Read(address.Shown.Group, type));
        // Another order of the same records has the same count and the same figures; news of a change come with stay.
        var records = RecordsOf(address);
        var isReordered = !stay && records == counted;
        counted = null;
        if (summed != records)
            Totals = [];
        if (stay || summed != records)
            summed = null;
        var refusals = Group is null ? await Window.AskAsync(Query, stay, ct, keepCount: isReordered) : await GatherAsync(Group, stay, ct);
        if (refusals.Count > 0)
            return refusals;
        counted = Group is null ? records : null;
        await LinkAsync(ct);
        return [];
    }

    /// <summary>Whether the figures over all the records of the list are shown.</summary>
    public bool IsSummed(ListAddress address) => summed == RecordsOf(address);

    /// <summary>Asks for the figures over all the records of the list; they take longer than its first rows.</summary>
    public async Task<IReadOnlyList<Refusal>> SumAsync(ListAddress address, CancellationToken ct)
    {
        if (Query is null)
            return [];
        var totals = await figures.RunAsync(Query, Sums, ct);
        (Totals, summed) = (totals.Succeeded ? totals.Value : [], RecordsOf(address));
        return totals.Refusals;
    }

    public async Task<bool> SeeAsync(int first, int last, CancellationToken ct)
    {
        if (Group is not null || !await Window.SeeAsync(first, last, ct))
            return false;
        await LinkAsync(ct);
        return true;
    }

    /// <summary>Takes over what the pre-rendered page had read.</summary>
    public bool Take(ListAddress address, TenantType type, ListSnapshot kept, FieldFormat machine)
    {
        var asked = address.Ask(type);
        var columns = address.Columns(type);
        if (!asked.Succeeded || kept.Address != address.ToString() || columns.Any(c => c.Field.Kind is LinkKind))
            return false;
        var rows = kept.Rows.Select(r => r.Read(FieldsOf(columns), machine)).ToList();
        if (rows.Contains(null))
            return false;
        (Query, Columns, Sums) = (asked.Value, columns, address.Sums(type));
        Window.Take(asked.Value, [.. rows.OfType<RecordRow>()], kept.Count, kept.CountIsExact);
        counted = RecordsOf(address);
        return true;
    }

    /// <summary>What the circuit may take over; null where it has to ask for itself.</summary>
    public ListSnapshot? Keep(ListAddress address, FieldFormat machine) => Group is not null || Query is null ? null
        : new ListSnapshot(address.ToString(), [.. Window.Rows.Select(r => RowText.Of(r, FieldsOf(Columns), machine))], Window.Count, Window.CountIsExact);

    /// <summary>Opens or closes a group.</summary>
    public async Task TurnAsync(RecordGroup group, CancellationToken ct)
    {
        if (!open.Remove(KeyOf(group)))
            await OpenAsync(group, RowsOfGroup, ct);
    }

    public async Task MoreAsync(RecordGroup group, CancellationToken ct)
    {
        if (Of(group) is not { End: { } end } shown)
            return;
        var page = await reader.PageAsync(Within(group) with { After = end, Take = RowsOfGroup }, ct);
        if (page.Succeeded)
            open[KeyOf(group)] = new OpenGroup([.. shown.Rows, .. page.Value.Rows], page.Value.HasMore ? page.Value.End : null);
        await LinkAsync(ct);
    }

    /// <summary>Puts a row in the place of its former self, wherever it stands.</summary>
    public void Put(RecordRow row)
    {
        Window.Put(row);
        foreach (var (key, group) in open.ToList())
            if (group.Rows.Any(r => r.Id == row.Id))
                open[key] = group with { Rows = [.. group.Rows.Select(r => r.Id == row.Id ? row : r)] };
    }

    /// <summary>Which records an address means, and what is said of all of them: everything but the order.</summary>
    private string RecordsOf(ListAddress address) => $"{address.Type}\n{address.Shown.Filter}\n{address.Search}\n{string.Join(',', Sums)}";

    private async Task<IReadOnlyList<Refusal>> GatherAsync(GroupBy by, bool stay, CancellationToken ct)
    {
        var groups = await figures.ByAsync(Query!, by, Sums, ct);
        if (!groups.Succeeded)
            return groups.Refusals;
        Groups = groups.Value;
        var wasOpen = stay ? open.ToDictionary(o => o.Key, o => o.Value.Rows.Count) : [];
        open.Clear();
        foreach (var group in Groups.Where((g, i) => stay ? wasOpen.ContainsKey(KeyOf(g)) : i == 0))
            await OpenAsync(group, Math.Max(RowsOfGroup, wasOpen.GetValueOrDefault(KeyOf(group))), ct);
        return [];
    }

    private async Task OpenAsync(RecordGroup group, int take, CancellationToken ct)
    {
        var page = await reader.PageAsync(Within(group) with { Take = take }, ct);
        if (page.Succeeded)
            open[KeyOf(group)] = new OpenGroup(page.Value.Rows, page.Value.HasMore ? page.Value.End : null);
        await LinkAsync(ct);
    }

    private RecordQuery Within(RecordGroup group) => Query! with { Filter = FilterNode.All(Query.Filter, group.Where) };

    private async Task LinkAsync(CancellationToken ct)
    {
        var wanted = Rows.SelectMany(r => r.Values).OfType<RecordLink>().ToList();
        if (wanted.Count > 0)
            Links = await titles.OfAsync(wanted, ct);
    }

    private static IReadOnlyList<Field> FieldsOf(IReadOnlyList<GridColumn> columns) => [.. columns.Select(c => c.Field)];

    private static string KeyOf(RecordGroup group) => FilterText.Write(group.Where);
}

/// <summary>The rows of a group that is open; <paramref name="End"/> is null when they are all there.</summary>
public sealed record OpenGroup(IReadOnlyList<RecordRow> Rows, RecordCursor? End);

/// <summary>What the pre-rendered page hands to its circuit, so that nothing is read twice.</summary>
public sealed record ListSnapshot(string Address, IReadOnlyList<RowText> Rows, int? Count, bool CountIsExact);
