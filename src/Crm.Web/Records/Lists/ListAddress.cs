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
public sealed record ListAddress(string Type, ListView View, ViewDefinition Shown, string? Search = null)
{
    /// <summary>Written for "no footers", which differs from the type's usual ones.</summary>
    public const string NoSums = "none";

    public bool IsModified => !Shown.Equals(View.Definition);

    public bool IsNarrowed => Shown.Filter is not null || Search is not null;

    /// <summary>Reads the query of an address. A view that is unknown, or not for this reader, leaves what the address itself says.</summary>
    public static ListAddress Read(string type, string query, IReadOnlyList<ListView> views)
    {
        var said = QueryHelpers.ParseQuery(query);
        var key = said.TryGetValue("view", out var named) ? named.ToString() : null;
        var view = (key is null ? views.FirstOrDefault(v => v.IsUsual) : views.FirstOrDefault(v => v.Key == key)) ?? views[0];
        var shown = ViewDefinition.Parts.Where(said.ContainsKey).Aggregate(view.Definition, (d, part) => d.With(part, said[part].ToString()));
        return new ListAddress(type, view, shown, said.TryGetValue("search", out var search) && !string.IsNullOrWhiteSpace(search) ? search.ToString() : null);
    }

    public override string ToString() => $"/{Type}{Query()}";

    /// <summary>The query that reproduces this list, with its question mark; empty for the plain one.</summary>
    public string Query()
    {
        List<(string Name, string Value)> parts = [.. Shown.Beyond(View.IsPrivate ? ViewDefinition.Plain : View.Definition)];
        if (View.IsPrivate)
            parts.AddRange(Shown.Beyond(View.Definition).Where(p => p.Value.Length == 0));
        // What is usual differs from role to role, so a saved view is always named.
        if (!View.IsUsual || View.Saved is not null)
            parts.Insert(0, ("view", View.Key));
        if (Search is not null)
            parts.Add(("search", Search));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
    }

    public ListAddress With(string part, string? value) => this with { Shown = Shown.With(part, value) };

    /// <summary>The columns shown, the title first; names that the type does not know are passed over.</summary>
    public IReadOnlyList<GridColumn> Columns(TenantType type)
    {
        var chosen = Shown.Columns ?? [.. type.Type.ListColumns.Where(n => type.Find(n) is { IsHidden: false }).Select(n => new ViewColumn(n))];
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

    public string SortOf(TenantType type) => Shown.Sort ?? type.Type.DefaultSort;

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
        return new RecordQuery(Type) { Filter = filter, Search = Search, Sort = SortOf(type), Columns = [.. Columns(type).Select(c => c.Field.Name)] };
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
