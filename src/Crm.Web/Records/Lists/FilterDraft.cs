using Crm.Core.Records.Filters;

namespace Crm.Web.Records.Lists;

/// <summary>A filter while somebody builds it: conditions may be unfinished, groups may be empty.</summary>
public abstract class FilterDraft
{
    public static FilterDraft Of(FilterNode node) => node switch
    {
        FilterGroup group => new GroupDraft { Any = group.Any, Parts = [.. group.Nodes.Select(Of)] },
        FilterTerm term => new TermDraft { Path = term.Field, Operator = term.Operator, Values = [.. term.Values] },
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The finished filter; conditions without a field or a value are left out.</summary>
    public abstract FilterNode? Finished();
}

public sealed class GroupDraft : FilterDraft
{
    public bool Any { get; set; }

    public List<FilterDraft> Parts { get; init; } = [];

    public override FilterNode? Finished()
    {
        var nodes = Parts.Select(p => p.Finished()).OfType<FilterNode>().ToList();
        return nodes.Count switch { 0 => null, 1 => nodes[0], _ => new FilterGroup(Any, nodes) };
    }
}

public sealed class TermDraft : FilterDraft
{
    public string Path { get; set; } = "";

    public FilterOperator Operator { get; set; }

    public List<string> Values { get; init; } = [];

    /// <summary>What was typed cannot be read as a value of the field.</summary>
    public bool IsWrong { get; set; }

    public bool IsComplete => Path.Length > 0 && !IsWrong && (Operator.TakesNoValue() || Values.Count > 0);

    /// <summary>The only value, for conditions that have one.</summary>
    public string Text
    {
        get => Values.FirstOrDefault() ?? "";
        set
        {
            Values.Clear();
            if (value.Length > 0)
                Values.Add(value);
        }
    }

    public void Toggle(string value)
    {
        if (!Values.Remove(value))
            Values.Add(value);
    }

    public override FilterNode? Finished()
    {
        if (!IsComplete)
            return null;
        var single = Values.Count == 1;
        var op = Operator switch
        {
            FilterOperator.In when single => FilterOperator.Equal,
            FilterOperator.NotIn when single => FilterOperator.NotEqual,
            var same => same,
        };
        return new FilterTerm(Path, op, op.TakesNoValue() ? [] : [.. Values]);
    }
}
