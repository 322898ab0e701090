using System.Text.Json.Nodes;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Web.Records;

namespace Crm.Web.Integration.OpenApi;

/// <summary>The component schemas of one record type: as read, as created, as changed, and a page of it.</summary>
internal sealed class OpenApiTypes(TenantSchema schema, TenantType type, RecordLabels labels)
{
    public IEnumerable<(string Name, JsonObject Schema)> Schemas()
    {
        var readable = new JsonObject
        {
            ["id"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" },
            ["version"] = new JsonObject { ["type"] = "integer", ["description"] = "Counts the saves; also the ETag." },
        };
        foreach (var field in type.Fields)
            readable[field.Name] = Read(field);
        yield return (type.Name, new JsonObject { ["type"] = "object", ["properties"] = readable, ["required"] = new JsonArray("id", "version") });

        var required = type.Fields.Where(f => f.IsRequired && f.TakesInput && f.Kind is not StageKind).Select(f => (JsonNode)f.Name).ToArray();
        var create = Input();
        if (required.Length > 0)
            create["required"] = new JsonArray(required);
        yield return (type.Name + ".create", create);
        yield return (type.Name + ".change", Input());
        yield return (type.Name + ".page", OpenApiParts.Page(type.Name));
    }

    private JsonObject Input()
    {
        var writable = new JsonObject();
        foreach (var field in type.Fields.Where(f => f.TakesInput))
            writable[field.Name] = Write(field);
        return new JsonObject { ["type"] = "object", ["properties"] = writable, ["additionalProperties"] = false };
    }

    private JsonObject Read(Field field)
    {
        var shape = field.Kind switch
        {
            ReferenceKind => OpenApiParts.Ref("Reference"),
            ReferencesKind => new JsonObject { ["type"] = "array", ["items"] = OpenApiParts.Ref("Reference") },
            _ => Value(field),
        };
        var described = field.Kind is ReferenceKind ? new JsonObject { ["anyOf"] = new JsonArray(shape, Null()) } : Nullable(shape);
        if (!field.TakesInput)
            described["readOnly"] = true;
        return Titled(described, field);
    }

    private JsonObject Write(Field field) => Titled(field.Kind is ReferenceKind
        ? new JsonObject { ["anyOf"] = new JsonArray(field.Kind.Schema, OpenApiParts.Ref("Reference"), field.Kind is StageKind ? StageName() : Null(), Null()) }
        : field.Kind is ReferencesKind ? SeveralIds(field) : Nullable(Value(field)), field);

    private static JsonObject SeveralIds(Field field)
    {
        var shape = field.Kind.Schema;
        shape["items"] = new JsonObject { ["anyOf"] = new JsonArray(shape["items"]!.DeepClone(), OpenApiParts.Ref("Reference")) };
        return Nullable(shape);
    }

    private JsonObject Titled(JsonObject shape, Field field)
    {
        shape["title"] = labels.Of(type.Type, field);
        if (field.Target is { } target)
            shape["description"] = field.Kind is ReferencesKind ? $"Records of {target}." : $"A record of {target}.";
        if (field.IsUnique)
            shape["description"] = "Unique among the records of this type.";
        shape["x-filter-operators"] = new JsonArray([.. field.Kind.Operators.Select(o => (JsonNode)Core.Records.Filters.FilterOperators.Word(o))]);
        if (field.Parts.Count > 0)
            shape["x-filter-parts"] = new JsonArray([.. field.Parts.Select(p => (JsonNode)p.Name)]);
        if (field.IsCustom)
            shape["x-own-field"] = true;
        return shape;
    }

    private JsonObject StageName() => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. schema.PipelinesOf(type.Name).SelectMany(p => p.Stages).Select(s => s.Name).Distinct().Select(n => (JsonNode)n)]),
    };

    private static JsonObject Value(Field field)
    {
        var shape = field.Kind.Schema;
        if (field.Kind is SetKind)
        {
            if (field.Choices.Count > 0)
                shape["items"]!["enum"] = new JsonArray([.. field.Choices.Select(c => (JsonNode)c.Value)]);
            return shape;
        }
        if (field.MaxLength is { } max)
            shape["maxLength"] = max;
        if (field.Choices.Count > 0)
            shape["enum"] = new JsonArray([.. field.Choices.Select(c => (JsonNode)c.Value), null]);
        return shape;
    }

    private static JsonObject Nullable(JsonObject shape)
    {
        shape["type"] = new JsonArray(shape["type"]!.DeepClone(), "null");
        return shape;
    }

    private static JsonObject Null() => new() { ["type"] = "null" };
}
