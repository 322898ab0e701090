namespace Crm.Core.Records.Filters;

/// <summary>A filter as written: a tree of groups and terms whose values are still text, in machine format.</summary>
public abstract record FilterNode
{
    /// <summary>Both conditions; either may be absent.</summary>
    public static FilterNode? All(params FilterNode?[] nodes)
    {
        var present = nodes.Where(n => n is not null).Select(n => n!).ToList();
        return present.Count switch { 0 => null, 1 => present[0], _ => new FilterGroup(false, present) };
    }
}

public sealed record FilterGroup(bool Any, IReadOnlyList<FilterNode> Nodes) : FilterNode;

/// <summary>One condition. <paramref name="Field"/> may lead over references: <c>company.sector</c>.</summary>
public sealed record FilterTerm(string Field, FilterOperator Operator, IReadOnlyList<string> Values) : FilterNode
{
    public FilterTerm(string field, FilterOperator op, params string[] values) : this(field, op, (IReadOnlyList<string>)values)
    {
    }
}
