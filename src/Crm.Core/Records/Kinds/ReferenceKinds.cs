using System.Text.Json.Nodes;
using Crm.Core.Records.Filters;

namespace Crm.Core.Records.Kinds;

/// <summary>Another record: stored as its id, read together with its title.</summary>
public class ReferenceKind : FieldKind
{
    public override string Name => "reference";

    public override Type ValueType => typeof(Guid);

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForReferences;

    public override JsonObject Schema => new() { ["type"] = "string", ["format"] = "uuid" };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        var read = Guid.TryParse(text.Trim(), out var id);
        value = id;
        return read;
    }

    public override string Format(object value, FieldFormat format) => value is RecordRef reference ? reference.Title : value.ToString()!;

    /// <summary>Own fields keep the id as text.</summary>
    public override object ToStored(object value, Type storedType) => storedType == typeof(string) ? ((Guid)value).ToString() : value;

    public override object FromStored(object stored) => stored is string text ? Guid.Parse(text) : stored;

    public override JsonNode ToJson(object value) => value is RecordRef reference
        ? new JsonObject { ["id"] = reference.Id, ["title"] = reference.Title }
        : JsonValue.Create((Guid)value);
}

/// <summary>A member of the company.</summary>
public sealed class UserKind : ReferenceKind
{
    /// <summary>The record type of people who may sign in.</summary>
    public const string People = "members";

    public override string Name => "user";
}

/// <summary>A stage of one of the type's pipelines.</summary>
public sealed class StageKind : ReferenceKind
{
    public override string Name => "stage";

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForStages;
}

/// <summary>Any record of any type, as <c>type/id</c>: what a note or a task is about.</summary>
public sealed class LinkKind : FieldKind
{
    public override string Name => "link";

    public override Type ValueType => typeof(RecordLink);

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForLinks;

    public override JsonObject Schema => new() { ["type"] = "string", ["pattern"] = "^[a-z_]+/[0-9a-f-]{36}$" };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        var read = RecordLink.TryParse(text.Trim(), out var link);
        value = link;
        return read;
    }

    public override string Format(object value, FieldFormat format) => ((RecordLink)value).ToString();

    public override JsonNode ToJson(object value) => JsonValue.Create(((RecordLink)value).ToString());

    public override object ToStored(object value, Type storedType) => ((RecordLink)value).ToString();

    public override object FromStored(object stored) =>
        stored is string text && RecordLink.TryParse(text, out var link) ? link : stored;
}
