using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Core.Records.Filters;

namespace Crm.Core.Records.Kinds;

/// <summary>Several values in one field, as a <see cref="ValueSet"/>; stored as text, arrays in the API.</summary>
public abstract class SetKind : FieldKind
{
    /// <summary>What the column holds at most; SQL Server reads no more out of JSON.</summary>
    public const int MaxStored = 4000;

    private static readonly char[] Separators = ['|', ';', '；', '、', ',', '，', '\n'];

    public override Type ValueType => typeof(ValueSet);

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForSets;

    public abstract int MaxMember { get; }

    public override JsonObject Schema => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject { ["type"] = "string", ["maxLength"] = MaxMember },
        ["uniqueItems"] = true,
    };

    /// <summary>The members that a person or a file wrote in one cell, parted by any of the usual signs.</summary>
    public static string[] Split(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public override bool TryParse(string text, FieldFormat format, out object? value) => TryMake(text.Split(ValueSet.Mark), out value);

    public override bool TryReadJson(JsonElement json, FieldFormat format, out object? value)
    {
        value = null;
        return json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
            && (json.GetArrayLength() == 0 || TryMake([.. json.EnumerateArray().Select(e => e.GetString()!)], out value));
    }

    public override string Format(object value, FieldFormat format) => format.Culture.Equals(CultureInfo.InvariantCulture)
        ? value.ToString()!
        : string.Join(format.Culture.TwoLetterISOLanguageName == "zh" ? "、" : ", ", (ValueSet)value);

    public override JsonNode ToJson(object value) => new JsonArray([.. ((ValueSet)value).Select(m => (JsonNode)m)]);

    public override object ToStored(object value, Type storedType) => ((ValueSet)value).Stored;

    public override object FromStored(object stored) => ValueSet.Parse((string)stored)!;

    public override JsonNode Keep(object value) => JsonValue.Create(((ValueSet)value).Stored);

    public override object? Kept(JsonElement json) => json.ValueKind == JsonValueKind.String ? ValueSet.Parse(json.GetString()!) : null;

    protected bool TryMake(string[] members, out object? value)
    {
        var set = members.All(m => !m.Contains(ValueSet.Mark) && !m.Contains('\n') && StorableText.Is(m) && m.Trim().Length <= MaxMember) ? ValueSet.Of(members) : null;
        value = set;
        return set is not null && set.Stored.Length <= MaxStored;
    }
}

/// <summary>Some of the choices that the field lists.</summary>
public sealed class ChoicesKind : SetKind
{
    public override string Name => "choices";

    public override int MaxMember => 100;
}

/// <summary>
/// Several other records of one type; stored as their ids, read together with their titles as <see cref="RecordRefs"/>.
/// </summary>
public sealed class ReferencesKind : SetKind
{
    public override string Name => "references";

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForReferenceSets;

    public override int MaxMember => 36;

    public override JsonObject Schema => new()
    {
        ["type"] = "array",
        ["items"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" },
        ["uniqueItems"] = true,
    };

    /// <summary>The ids in a set of this kind.</summary>
    public static IEnumerable<Guid> Ids(ValueSet? set) => (set ?? Enumerable.Empty<string>()).Select(Guid.Parse);

    public static ValueSet? Of(IEnumerable<Guid> ids) => ValueSet.Of(ids.Select(id => id.ToString()));

    public override bool TryParse(string text, FieldFormat format, out object? value) => AreIds(base.TryParse(text, format, out value), ref value);

    /// <summary>Takes ids, and what is read as {id, title} as well.</summary>
    public override bool TryReadJson(JsonElement json, FieldFormat format, out object? value)
    {
        value = null;
        if (json.ValueKind != JsonValueKind.Array)
            return false;
        var ids = json.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Object && e.TryGetProperty("id", out var id) ? id : e).ToList();
        return ids.TrueForAll(e => e.ValueKind == JsonValueKind.String)
            && (ids.Count == 0 || AreIds(TryMake([.. ids.Select(e => e.GetString()!)], out value), ref value));
    }

    public override string Format(object value, FieldFormat format) => value is RecordRefs refs
        ? format.Culture.Equals(CultureInfo.InvariantCulture) ? refs.Ids.ToString() : base.Format(ValueSet.Of(refs.Titled.Select(r => r.Title)) ?? value, format)
        : base.Format(value, format);

    public override JsonNode ToJson(object value) => value is RecordRefs refs
        ? new JsonArray([.. refs.Select(r => (JsonNode)new JsonObject { ["id"] = r.Id, ["title"] = r.Title })])
        : base.ToJson(value);

    private static bool AreIds(bool read, ref object? value)
    {
        if (!read || !((ValueSet)value!).All(m => Guid.TryParse(m, out _)))
            return false;
        value = Of(Ids((ValueSet)value!));
        return true;
    }
}

/// <summary>Free words by which records are gathered; whoever edits a record may add new ones.</summary>
public sealed class TagsKind : SetKind
{
    public override string Name => "tags";

    public override int MaxMember => 60;
}
