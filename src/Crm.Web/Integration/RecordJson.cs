using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Core.Records;
using Crm.Core.Shared;

namespace Crm.Web.Integration;

/// <summary>Writes rows straight into the response: no dictionaries, no objects in between.</summary>
internal static class RecordJson
{
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");
    private static readonly JsonEncodedText Title = JsonEncodedText.Encode("title");
    private static readonly JsonEncodedText Amount = JsonEncodedText.Encode("amount");
    private static readonly JsonEncodedText Currency = JsonEncodedText.Encode("currency");

    /// <summary>Chinese stays readable and short; the answer is never part of a page, and nosniff is set.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static JsonEncodedText[] Names(IReadOnlyList<Field> columns) => [.. columns.Select(c => JsonEncodedText.Encode(c.Name))];

    public static void WriteRow(Utf8JsonWriter json, RecordRow row, IReadOnlyList<Field> columns, JsonEncodedText[] names)
    {
        json.WriteStartObject();
        json.WriteString(Id, row.Id);
        json.WriteNumber(Version, row.Version);
        for (var i = 0; i < row.Values.Count; i++)
        {
            json.WritePropertyName(names[i]);
            WriteValue(json, columns[i], row.Values[i]);
        }
        json.WriteEndObject();
    }

    public static void WriteMoney(Utf8JsonWriter json, Money money)
    {
        json.WriteStartObject();
        json.WriteNumber(Amount, money.Major);
        json.WriteString(Currency, money.Currency);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, Field field, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case DateTime moment:
                json.WriteStringValue(DateTime.SpecifyKind(moment, DateTimeKind.Utc));
                break;
            case Money money:
                WriteMoney(json, money);
                break;
            case RecordRef reference:
                json.WriteStartObject();
                json.WriteString(Id, reference.Id);
                json.WriteString(Title, reference.Title);
                json.WriteEndObject();
                break;
            default:
                field.Kind.ToJson(value).WriteTo(json);
                break;
        }
    }
}
