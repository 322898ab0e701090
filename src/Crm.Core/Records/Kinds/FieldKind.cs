using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Core.Records.Filters;
using Crm.Core.Shared;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Records.Kinds;

/// <summary>How values are read from and written for people: culture, time zone, and the currency of bare amounts.</summary>
public sealed record FieldFormat(CultureInfo Culture, TimeZoneInfo Zone, string Currency)
{
    /// <summary>For addresses, logs and stored changes: the same on every machine.</summary>
    public static FieldFormat Machine(string currency) => new(CultureInfo.InvariantCulture, TimeZoneInfo.Utc, currency);

    /// <summary>For a person, to whom "tomorrow" means something.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>The reader's own day, where a person reads.</summary>
    public DateOnly? Today => Clock is null ? null : WallClock.DayOf(Clock.GetUtcNow().UtcDateTime, Zone);
}

/// <summary>
/// What a field holds. A kind has one canonical CLR type; it reads it from text and JSON, writes it back, and says which
/// filters make sense. A new kind is one class here, one cell and one editor in the web project.
/// </summary>
public abstract class FieldKind
{
    public abstract string Name { get; }

    /// <summary>The canonical type of a value, never nullable: an absent value is null everywhere.</summary>
    public abstract Type ValueType { get; }

    public abstract IReadOnlyList<FilterOperator> Operators { get; }

    /// <summary>Reads what a person or a file wrote. Empty text is the caller's business. False when it is no such value.</summary>
    public abstract bool TryParse(string text, FieldFormat format, out object? value);

    /// <summary>Says that a text which a person wrote is no such value, and what would be.</summary>
    public virtual Refusal Unreadable(string field, string text, FieldFormat format) => new("value-unreadable", field, text);

    public abstract string Format(object value, FieldFormat format);

    public virtual bool TryReadJson(JsonElement json, FieldFormat format, out object? value)
    {
        value = null;
        return json.ValueKind == JsonValueKind.String && TryParse(json.GetString()!, format, out value);
    }

    public abstract JsonNode ToJson(object value);

    /// <summary>The kind's JSON Schema (draft 2020-12), for the API description.</summary>
    public abstract JsonObject Schema { get; }

    /// <summary>From the canonical value to what the column holds, for writing and for comparing in SQL.</summary>
    public virtual object ToStored(object value, Type storedType) =>
        storedType.IsInstanceOfType(value) ? value : Convert.ChangeType(value, storedType, CultureInfo.InvariantCulture);

    /// <summary>From what the column holds to the canonical value.</summary>
    public virtual object FromStored(object stored) =>
        ValueType.IsInstanceOfType(stored) ? stored : Convert.ChangeType(stored, ValueType, CultureInfo.InvariantCulture);

    /// <summary>What an own field of this kind keeps in the record's JSON, where SQL compares it.</summary>
    public virtual JsonNode Keep(object value) => ToJson(value);

    /// <summary>Reads what <see cref="Keep"/> kept; null where it is no such value.</summary>
    public virtual object? Kept(JsonElement json) => TryReadJson(json, Own, out var value) ? value : null;

    private static readonly FieldFormat Own = FieldFormat.Machine("XXX");

    /// <summary>What a custom field of this kind keeps in JSON is read in SQL as text, number or flag.</summary>
    public virtual JsonStorage Storage => JsonStorage.Text;

    public override string ToString() => Name;
}

public enum JsonStorage { Text, Number, Flag }
