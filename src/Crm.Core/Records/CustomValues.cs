using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Core.Records;

/// <summary>Reads and writes single values inside <see cref="Record.CustomJson"/>; an empty object is stored as null.</summary>
public sealed class CustomValues(Record record)
{
    private string? parsedFrom;
    private JsonObject? parsed;

    public JsonElement? this[string key] =>
        Parse().TryGetPropertyValue(key, out var node) && node is not null
            // What was parsed is an element already; only what was set meanwhile has to become one.
            ? node is JsonValue known && known.TryGetValue<JsonElement>(out var element) ? element : JsonSerializer.SerializeToElement(node)
            : null;

    public void Set(string key, JsonNode? value)
    {
        var values = Parse();
        if (value is null)
            values.Remove(key);
        else
            values[key] = value;
        record.CustomJson = values.Count == 0 ? null : values.ToJsonString(Json.Compact);
        parsedFrom = record.CustomJson;
    }

    private JsonObject Parse()
    {
        if (parsed is null || parsedFrom != record.CustomJson)
        {
            parsedFrom = record.CustomJson;
            parsed = parsedFrom is null ? [] : JsonNode.Parse(parsedFrom)!.AsObject();
        }
        return parsed;
    }
}
