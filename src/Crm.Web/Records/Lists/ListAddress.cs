using Crm.Core.Records;
using Crm.Core.Records.Figures;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Records.Views;
using Crm.Core.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Web.Records.Lists;

/// <summary>A column on the screen.</summary>
public sealed record GridColumn(Field Field, int? Width, bool Pinned);

/// <summary>
/// What a list's address says, so that a link reproduces what its sender saw: the view it began with, and each part in which
/// what is shown differs from it. A part that is there but empty takes the view's away.
/// </summary>
/// <param name="At">The month that a calendar or a timeline shows, <c>2026-11</c>; null is the present one. No part of a view, which would grow old.</param>
public sealed record ListAddress(string Type, ListView View, ViewDefinition Shown, string? Search = null, string? At = null)
{
    /// <summary>Written for "no footers", which differs from the type's usual ones.</summary>
    public const string NoSums = "none";

    public bool IsModified => !Shown.Equals(View.Definition);

    public bool IsNarrowed => Shown.Filter is not null || Search is not null;

    /// <summary>The filter as it is understood; null where there is none, or none that can be read.</summary>
    public FilterNode? ParsedFilter => Shown.Filter is { } written && FilterText.Parse(written) is { Succeeded: true } read ? read.Value : null;

    /// <summary>Reads the query of an address. A view that is unknown, or not for this reader, leaves what the address itself says.</summary>
    public static ListAddress Read(string type, string query, IReadOnlyList<ListView> views) =>
        Read(type, query, views, views.FirstOrDefault(v => v.IsUsual) ?? views[0]);

    /// <summary>The same under the address of a board, where no view named means the board that the type has of itself.</summary>
    public static ListAddress ReadBoard(string type, string query, IReadOnlyList<ListView> views)
    {
        var own = ListView.BoardAmong(views);
        return Read(type, query, [.. views, own], own).With("kind", "board");
    }

    private static ListAddress Read(string type, string query, IReadOnlyList<ListView> views, ListView usual)
    {
        var said = QueryHelpers.ParseQuery(query);
        string? Said(string name) => said.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.ToString() : null;
        var view = said.TryGetValue("view", out var key) ? views.FirstOrDefault(v => v.Key == key) ?? views[0] : usual;
        var shown = ViewDefinition.Parts.Where(said.ContainsKey).Aggregate(view.Definition, (d, part) => d.With(part, said[part].ToString()));
        return new ListAddress(type, view, shown, Said("search"), Said("at"));
    }

    public override string ToString() => IsBoard ? $"/{Type}/board{Query()}" : $"/{Type}{Query()}";

    private bool IsBoard => Shown.Kind == ViewKind.Board;

    /// <summary>The query that reproduces this list, with its question mark; empty for the plain one.</summary>
    public string Query()
    {
        List<(string Name, string Value)> parts = [.. Shown.Beyond(View.IsPrivate ? ViewDefinition.Plain : View.Definition)];
        if (View.IsPrivate)
            parts.AddRange(Shown.Beyond(View.Definition).Where(p => p.Value.Length == 0));
        // The path of a board says what kind it is.
        if (IsBoard)
            parts.RemoveAll(p => p.Name == "kind");
        // What is usual differs from role to role, so a saved view is always named.
        if (IsBoard ? View.Key != ListView.BoardKey : !View.IsUsual || View.Saved is not null)
            parts.Insert(0, ("view", View.Key));
        if (Search is not null)
            parts.Add(("search", Search));
        if (At is not null)
            parts.Add(("at", At));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
    }

    /// <summary>The same records in another shape. Out of the type's own board it is a variation of all records, and back.</summary>
    public ListAddress As(ViewKind kind, IReadOnlyList<ListView> views)
    {
        var view = (View.Key, kind) switch
        {
            (ListView.BoardKey, not ViewKind.Board) => views.FirstOrDefault(v => v.Key == ListView.AllKey) ?? View,
            (ListView.AllKey, ViewKind.Board) => views.FirstOrDefault(v => v.Key == ListView.BoardKey) ?? View,
            _ => View,
        };
        return (this with { View = view, At = null }).With("kind", kind == ViewKind.Table ? null : kind.ToString().ToLowerInvariant());
    }

    public ListAddress With(string part, string? value) => this with { Shown = Shown.With(part, value) };

    /// <summary>The columns shown, the title first; names that the type does not know are passed over.</summary>
    public IReadOnlyList<GridColumn> Columns(TenantType type)
    {
        var chosen = Shown.Columns ?? [.. type.ListColumns.Where(n => !type[n].IsHidden).Select(n => new ViewColumn(n))];
        var title = chosen.FirstOrDefault(c => c.Field == type.TitleField.Name);
        return
        [
            new GridColumn(type.TitleField, title?.Width, true),
            .. chosen.Where(c => c.Field != type.TitleField.Name && type.Find(c.Field) is { Whole: null })
                .Select(c => new GridColumn(type[c.Field], c.Width, c.Pinned)).OrderBy(c => !c.Pinned),
        ];
    }

    /// <summary>What stands under the columns; where the view does not say, the sum of each amount shown.</summary>
    public IReadOnlyList<ColumnFigure> Sums(TenantType type) => Shown.Sums is { } written
        ? [.. ColumnFigure.Read(written).Where(f => type.Find(f.Field) is { } field && ColumnFigure.Of(field).Contains(f.Figure))]
        : [.. Columns(type).Where(c => c.Field.Kind is MoneyKind).Take(ColumnFigure.MaxPerList).Select(c => new ColumnFigure(c.Field.Name, Figure.Sum))];

    public string SortOf(TenantType type) => Shown.Sort is { } written ? Known(written, type) ?? type.DefaultSort : type.DefaultSort;

    /// <summary>A field that was hidden since orders nothing; that shows neither more nor less.</summary>
    private static string? Known(string sort, TenantType type) =>
        string.Join(',', sort.Split(',').Where(part => type.Find(part.TrimStart('-')) is not null)) is { Length: > 0 } known ? known : null;

    /// <summary>Which rank a column has in the order, and whether it goes downwards; null where it has none.</summary>
    public (int At, bool Down)? SortPlace(Field column, TenantType type)
    {
        var parts = SortOf(type).Split(',');
        var at = Array.FindIndex(parts, p => p.TrimStart('-') == column.Name);
        return at < 0 ? null : (at, parts[at][0] == '-');
    }

    /// <summary>The question to the reader, or why the address cannot be understood.</summary>
    public Outcome<RecordQuery> Ask(TenantType type)
    {
        FilterNode? filter = null;
        if (Shown.Filter is { } written)
        {
            var parsed = FilterText.Parse(written);
            if (!parsed.Succeeded)
                return Outcome<RecordQuery>.Refused(parsed.Refusals);
            filter = parsed.Value;
        }
        return new RecordQuery(Type) { IsFromOutside = true, Filter = filter, Search = Search, Sort = SortOf(type), Columns = [.. Columns(type).Select(c => c.Field.Name)] };
    }

    /// <summary>The address after a click on a column's head; with <paramref name="add"/> the column joins those already sorted by.</summary>
    public ListAddress SortedBy(string field, string current, bool add)
    {
        var parts = current.Split(',', StringSplitOptions.RemoveEmptyEntries).ToList();
        var at = parts.FindIndex(p => p.TrimStart('-') == field);
        var turned = at >= 0 && parts[at][0] != '-' ? "-" + field : field;
        if (!add)
            return With("sort", turned);
        if (at >= 0)
            parts[at] = turned;
        else
            parts.Add(turned);
        return With("sort", string.Join(',', parts));
    }
}
