using Crm.Core.Records.Schema;

namespace Crm.Core.Records.Filters;

/// <summary>
/// The conditions of a filter on fields that a schema does not know: hidden or taken out of use since somebody wrote it. Such a
/// filter is refused as a whole, for without them it would find more than was meant; a person may take them out.
/// </summary>
public static class GoneFields
{
    public static IReadOnlyList<string> Of(FilterNode filter, TenantSchema schema, TenantType type) => filter switch
    {
        FilterGroup group => [.. group.Nodes.SelectMany(n => Of(n, schema, type)).Distinct()],
        FilterTerm term when !Knows(term.Field, schema, type) => [term.Field],
        _ => [],
    };

    /// <summary>The filter without these conditions; null when nothing is left.</summary>
    public static FilterNode? Without(FilterNode filter, IReadOnlyCollection<string> gone) => filter switch
    {
        FilterGroup group => group.Nodes.Select(n => Without(n, gone)).OfType<FilterNode>().ToList() switch
        {
            [] => null,
            [var one] => one,
            var left => group with { Nodes = left },
        },
        FilterTerm term when gone.Contains(term.Field) => null,
        _ => filter,
    };

    private static bool Knows(string path, TenantSchema schema, TenantType type) => type.Find(path) is not null
        || (path.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && type.Find(path[..dot])?.Target is { } target && schema.Find(target) is { } next && Knows(path[(dot + 1)..], schema, next));
}
