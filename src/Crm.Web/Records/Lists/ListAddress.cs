using Crm.Core.Records;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Web.Records.Lists;

/// <summary>What a list's address says, so that a link reproduces what its sender saw.</summary>
public sealed record ListAddress(string Type, string? View, string? Filter, string? Search, string? Sort, string? Columns)
{
    public const int PageSize = 50;

    public bool IsNarrowed => View is not null || Filter is not null || Search is not null;

    public override string ToString()
    {
        var parts = new (string Name, string? Value)[] { ("view", View), ("filter", Filter), ("search", Search), ("sort", Sort), ("columns", Columns) }
            .Where(p => !string.IsNullOrWhiteSpace(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}").ToList();
        return $"/{Type}" + (parts.Count == 0 ? "" : "?" + string.Join('&', parts));
    }

    /// <summary>The columns shown, the title first; names that the type does not know are passed over.</summary>
    public IReadOnlyList<Field> ShownColumns(TenantType type)
    {
        var names = Columns?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [.. type.Type.ListColumns];
        var found = names.Distinct().Select(type.Find).OfType<Field>().Where(f => Columns is not null || !f.IsHidden).Where(f => !f.IsTitle);
        return [type.TitleField, .. found];
    }

    /// <summary>The question to the reader, or why the address cannot be understood.</summary>
    public Outcome<RecordQuery> Query(TenantType type)
    {
        FilterNode? own = null;
        if (!string.IsNullOrWhiteSpace(Filter))
        {
            var parsed = FilterText.Parse(Filter);
            if (!parsed.Succeeded)
                return Outcome<RecordQuery>.Refused(parsed.Refusals);
            own = parsed.Value;
        }
        var view = type.Type.Views.FirstOrDefault(v => v.Name == View);
        var columns = ShownColumns(type);
        return new RecordQuery(Type)
        {
            Filter = FilterNode.All(view?.Filter, own),
            Search = Search,
            Sort = Sort ?? view?.Sort,
            Columns = [.. columns.Select(c => c.Name)],
            Totals = [.. columns.Where(c => c.Kind is Crm.Core.Records.Kinds.MoneyKind).Select(c => c.Name)],
            Count = true,
            Take = PageSize,
        };
    }

    /// <summary>The address after a click on a column's head; with <paramref name="add"/> the column joins those already sorted by.</summary>
    public ListAddress SortedBy(string field, string current, bool add)
    {
        var parts = current.Split(',', StringSplitOptions.RemoveEmptyEntries).ToList();
        var at = parts.FindIndex(p => p.TrimStart('-') == field);
        var turned = at >= 0 && parts[at][0] != '-' ? "-" + field : field;
        if (!add)
            return this with { Sort = turned };
        if (at >= 0)
            parts[at] = turned;
        else
            parts.Add(turned);
        return this with { Sort = string.Join(',', parts) };
    }
}
