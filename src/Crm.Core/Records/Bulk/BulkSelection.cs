using System.Text.Json;

namespace Crm.Core.Records.Bulk;

/// <summary>
/// Which records of a type: those named, or all that match a filter and a search as a list shows them. What was created after
/// <paramref name="Until"/> was not on the list when somebody chose and is left out.
/// </summary>
public sealed record BulkSelection(string Type, IReadOnlyList<Guid>? Ids, string? Filter = null, string? Search = null, bool Deleted = false, DateTime? Until = null)
{
    public static BulkSelection Of(string type, IEnumerable<Guid> ids, bool deleted = false) => new(type, [.. ids.Distinct()], Deleted: deleted);

    public static BulkSelection Matching(string type, string? filter, string? search) => new(type, null, filter, search);

    internal string ToJson() => JsonSerializer.Serialize(this, Json.Compact);

    internal static BulkSelection FromJson(string json) => JsonSerializer.Deserialize<BulkSelection>(json, Json.Compact)!;
}
