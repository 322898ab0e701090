using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Core.Records.Views;

public enum ViewKind { Table, Board, Calendar, Timeline, Cards }

/// <summary>A column as a view shows it: <c>amount</c>, <c>amount~140</c> pixels wide, <c>amount~140~pin</c> held at the left.</summary>
public sealed record ViewColumn(string Field, int? Width = null, bool Pinned = false)
{
    public const int MinWidth = 60;
    public const int MaxWidth = 800;

    public static IReadOnlyList<ViewColumn> Read(string text) =>
        [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(One).DistinctBy(c => c.Field)];

    public static string Write(IEnumerable<ViewColumn> columns) => string.Join(',', columns);

    public override string ToString() => Field + (Width is { } width || Pinned ? $"~{Width}" : "") + (Pinned ? "~pin" : "");

    private static ViewColumn One(string text)
    {
        var parts = text.Split('~');
        int? width = parts.Length > 1 && int.TryParse(parts[1], out var pixels) ? Math.Clamp(pixels, MinWidth, MaxWidth) : null;
        return new ViewColumn(parts[0], width, parts.Length > 2 && parts[2] == "pin");
    }
}

/// <summary>
/// What a view of a list says, part by part, in the words of addresses: a link can name every part, a saved view keeps them.
/// A part that is absent leaves the matter to the record type. Immutable; equal when all parts are.
/// </summary>
[JsonConverter(typeof(ViewDefinitionJson))]
public sealed class ViewDefinition : IEquatable<ViewDefinition>
{
    public const int MaxLength = 12_000;

    public static readonly ViewDefinition Plain = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The parts in the order in which an address names them.</summary>
    public static readonly IReadOnlyList<string> Parts = ["kind", "filter", "sort", "group", "columns", "sums", "density", "colour", "from", "until", "by", "pipeline"];

    private readonly ImmutableSortedDictionary<string, string> parts;

    private ViewDefinition(ImmutableSortedDictionary<string, string> parts) => this.parts = parts;

    /// <summary>A part as it is written, null where the view does not say.</summary>
    public string? this[string part] => parts.GetValueOrDefault(part);

    public ViewKind Kind => Enum.TryParse<ViewKind>(this["kind"], true, out var kind) && Enum.IsDefined(kind) ? kind : ViewKind.Table;

    public string? Filter => this["filter"];

    public string? Sort => this["sort"];

    /// <summary>The field that rows are gathered by; behind a <c>~</c> the span of days: <c>closedOn~month</c>.</summary>
    public string? Group => this["group"];

    public IReadOnlyList<ViewColumn>? Columns => this["columns"] is { } written ? ViewColumn.Read(written) : null;

    /// <summary>What stands under the columns: <c>amount~sum,probability~average</c>.</summary>
    public string? Sums => this["sums"];

    public bool IsCompact => this["density"] == "compact";

    /// <summary>The choice or stage whose colour marks a row.</summary>
    public string? Colour => this["colour"];

    /// <summary>The day of a calendar's entry, or the first of a timeline's bar.</summary>
    public string? From => this["from"];

    public string? Until => this["until"];

    /// <summary>What makes the columns of a board: a field's name, or "next"; null leaves it to the type.</summary>
    public string? By => this["by"];

    /// <summary>The pipeline whose stages a board shows.</summary>
    public string? Pipeline => this["pipeline"];

    /// <summary>The same with one part changed; null or empty takes it away. Unknown parts are passed over.</summary>
    public ViewDefinition With(string part, string? value) =>
        !Parts.Contains(part) ? this : new(string.IsNullOrWhiteSpace(value) ? parts.Remove(part) : parts.SetItem(part, value.Trim()));

    /// <summary>The parts in which this differs from another, an empty text for those that it takes away.</summary>
    public IEnumerable<(string Part, string Value)> Beyond(ViewDefinition other) =>
        Parts.Where(p => this[p] != other[p]).Select(p => (p, this[p] ?? ""));

    public string Write() => JsonSerializer.Serialize(parts, Json.Compact);

    /// <summary>What was written; parts that this version does not know are left out.</summary>
    public static ViewDefinition Read(string json) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(json, Json.Compact)!.Aggregate(Plain, (view, part) => view.With(part.Key, part.Value));

    public bool Equals(ViewDefinition? other) => other is not null && parts.SequenceEqual(other.parts);

    public override bool Equals(object? obj) => Equals(obj as ViewDefinition);

    public override int GetHashCode() => parts.Aggregate(0, (hash, part) => HashCode.Combine(hash, part.Key, part.Value));
}

/// <summary>In JSON a view is the text that is stored of it.</summary>
internal sealed class ViewDefinitionJson : JsonConverter<ViewDefinition>
{
    public override ViewDefinition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ViewDefinition.Read(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ViewDefinition value, JsonSerializerOptions options) => writer.WriteStringValue(value.Write());
}
