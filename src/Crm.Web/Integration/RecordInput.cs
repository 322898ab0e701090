using System.Text.Json;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Web.Integration;

/// <summary>
/// Turns a JSON object into values for the store. Only fields that take input are accepted: unknown and kept ones
/// (<c>tenantId</c>, <c>version</c>, <c>createdAt</c>) are refused by name, not ignored.
/// </summary>
internal sealed class RecordInput(TenantSchema schema, TenantType type)
{
    private const int MaxRefusals = 50;
    private const int ShownLength = 60;

    private readonly FieldFormat format = FieldFormat.Machine(schema.Tenant.Currency);
    private readonly List<Refusal> refusals = [];

    public Outcome<Dictionary<string, object?>> Read(JsonElement body)
    {
        var values = new Dictionary<string, object?>();
        try
        {
            foreach (var property in body.EnumerateObject())
            {
                if (refusals.Count >= MaxRefusals)
                    break;
                if (type.Find(property.Name) is not { Whole: null } field)
                    refusals.Add(new Refusal("field-unknown", property.Name, property.Name));
                else if (!field.TakesInput)
                    refusals.Add(new Refusal("field-read-only", property.Name));
                else
                    values[field.Name] = Value(field, property.Value);
            }
        }
        catch (InvalidOperationException)
        {
            return new Refusal("json-unreadable", null, "\\u");
        }
        return refusals.Count > 0 ? Outcome<Dictionary<string, object?>>.Refused(refusals) : values;
    }

    private object? Value(Field field, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
            return null;
        if (field.Kind is StageKind && json.ValueKind == JsonValueKind.String && !Guid.TryParse(json.GetString(), out _))
            return Stage(field, json.GetString()!);
        // What is read as {id, title} may be sent back as it came.
        if (field.Kind is ReferenceKind && json.ValueKind == JsonValueKind.Object && json.TryGetProperty("id", out var id))
            json = id;
        if (field.Kind.TryReadJson(json, format, out var value))
            return value;
        refusals.Add(new Refusal("json-value", field.Name, Shown(json), Expected(field)));
        return null;
    }

    private Guid? Stage(Field field, string name)
    {
        var stages = schema.PipelinesOf(type.Name).SelectMany(p => p.Stages).Where(s => s.Name == name).ToList();
        if (stages is [var only])
            return only.Id;
        refusals.Add(stages.Count > 1 ? new Refusal("stage-ambiguous", field.Name, name) : new Refusal("stage-unknown", field.Name));
        return null;
    }

    private static string Shown(JsonElement json)
    {
        var text = json.GetRawText();
        return text.Length <= ShownLength ? text : text[..ShownLength] + "…";
    }

    private static string Expected(Field field) => field.Kind switch
    {
        MoneyKind => """{"amount": 1200.5, "currency": "USD"}""",
        ReferenceKind => "UUID",
        LinkKind => "\"companies/UUID\"",
        DateKind => "\"2026-01-31\"",
        Core.Records.Kinds.DateTimeKind => "\"2026-01-31T09:30:00Z\"",
        YesNoKind => "true, false",
        ReferencesKind => """["UUID", "UUID"]""",
        AddressKind => """{"street": "…", "city": "…", "region": "…", "postalCode": "…", "country": "DE"}""",
        SetKind => """["…", "…"]""",
        _ => field.Kind.Name,
    };
}
