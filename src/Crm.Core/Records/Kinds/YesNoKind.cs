using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Core.Records.Filters;

namespace Crm.Core.Records.Kinds;

public sealed class YesNoKind : FieldKind
{
    public override string Name => "yesno";

    public override Type ValueType => typeof(bool);

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForFlags;

    public override JsonStorage Storage => JsonStorage.Flag;

    public override JsonObject Schema => new() { ["type"] = "boolean" };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        bool? read = text.Trim().ToLowerInvariant() switch
        {
            "true" or "yes" or "y" or "1" or "是" or "对" or "對" or "有" => true,
            "false" or "no" or "n" or "0" or "否" or "不" or "无" or "無" => false,
            _ => null,
        };
        value = read;
        return read is not null;
    }

    public override bool TryReadJson(JsonElement json, FieldFormat format, out object? value)
    {
        value = json.ValueKind == JsonValueKind.True;
        return json.ValueKind is JsonValueKind.True or JsonValueKind.False;
    }

    public override string Format(object value, FieldFormat format) => (bool)value ? "true" : "false";

    public override JsonNode ToJson(object value) => JsonValue.Create((bool)value);
}
