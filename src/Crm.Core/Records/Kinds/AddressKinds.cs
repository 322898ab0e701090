using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Core.Records.Filters;
using Crm.Core.Shared;

namespace Crm.Core.Records.Kinds;

/// <summary>
/// An address in parts, each of which is filtered, sorted and imported under its own name (<c>billingAddress.city</c>).
/// Shown as it is written where it lies: from the large to the small in Chinese, from the street to the country elsewhere.
/// </summary>
public sealed class AddressKind : FieldKind
{
    private static readonly string[] LargeFirst = ["CN", "TW", "HK", "MO", "JP", "KR"];

    public override string Name => "address";

    public override Type ValueType => typeof(Address);

    public override IReadOnlyList<FilterOperator> Operators => [FilterOperator.Contains, FilterOperator.Empty, FilterOperator.NotEmpty];

    public override JsonObject Schema => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(new[] { Address.StreetPart, Address.CityPart, Address.RegionPart, Address.PostalCodePart, Address.CountryPart }
            .Select(part => KeyValuePair.Create(part, (JsonNode?)PartSchema(part)))),
        ["additionalProperties"] = false,
    };

    /// <summary>How much a part holds.</summary>
    public static int MaxLength(string part) => part switch { Address.StreetPart => 500, Address.PostalCodePart => 20, Address.CountryPart => 2, _ => 100 };

    /// <summary>What is no address in parts is a street: a cell of a spreadsheet, a line that somebody pastes.</summary>
    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        var plain = text.ReplaceLineEndings("\n");
        var inParts = format.Culture.Equals(CultureInfo.InvariantCulture) && plain.Count(c => c == '\n') >= Address.Parts.Count - 1;
        var address = inParts ? Address.Parse(plain) : Address.Of(street: plain);
        value = address;
        return address is { Country: var country } && (country is null || Countries.Has(country));
    }

    public override bool TryReadJson(JsonElement json, FieldFormat format, out object? value)
    {
        value = null;
        if (json.ValueKind != JsonValueKind.Object)
            return false;
        Address? read = null;
        foreach (var part in json.EnumerateObject())
        {
            if (!Address.Parts.Contains(part.Name) || part.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                return false;
            var text = part.Value.GetString();
            if (part.Name == Address.CountryPart && !string.IsNullOrWhiteSpace(text) && !Countries.Has(text.Trim().ToUpperInvariant()))
                return false;
            read = Address.With(read, part.Name, text);
        }
        value = read;
        return true;
    }

    public override JsonNode ToJson(object value)
    {
        var json = new JsonObject();
        foreach (var part in Address.Parts.Reverse())
            json[part] = ((Address)value)[part];
        return json;
    }

    public override string Format(object value, FieldFormat format) =>
        format.Culture.Equals(CultureInfo.InvariantCulture) ? ((Address)value).Stored : Written((Address)value, format.Culture);

    public override object ToStored(object value, Type storedType) => ((Address)value).Stored;

    public override object FromStored(object stored) => Address.Parse((string)stored)!;

    private static JsonObject PartSchema(string part)
    {
        var shape = new JsonObject { ["type"] = new JsonArray("string", "null"), ["maxLength"] = MaxLength(part) };
        if (part == Address.CountryPart)
            shape["description"] = "ISO 3166-1 alpha-2";
        return shape;
    }

    private static string Written(Address address, CultureInfo culture)
    {
        var street = address.Street?.Replace("\n", ", ");
        var country = address.Country is { } code ? Countries.Name(code, culture) : null;
        if (IsLargeFirst(address, culture))
            return string.Join(' ', new[] { country, string.Concat(address.Region, address.City, street), address.PostalCode }.Where(p => !string.IsNullOrEmpty(p)));
        var place = string.Join(' ', new[] { address.Region, address.PostalCode }.Where(p => p is not null));
        return string.Join(", ", new[] { street, address.City, place, country }.Where(p => !string.IsNullOrEmpty(p)));
    }

    /// <summary>An address in Han characters of a country that writes so; a transcribed one is written as in the West.</summary>
    private static bool IsLargeFirst(Address address, CultureInfo culture) =>
        (address.Country is { } country ? LargeFirst.Contains(country) : culture.TwoLetterISOLanguageName is "zh" or "ja" or "ko")
        && $"{address.Region}{address.City}{address.Street}".Any(c => c >= '\u3000');
}

/// <summary>A country as its code of ISO 3166-1; people write and read its name.</summary>
public sealed class CountryKind : TextKind
{
    public override string Name => "country";

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForChoices;

    public override JsonObject Schema => new() { ["type"] = "string", ["minLength"] = 2, ["maxLength"] = 2, ["description"] = "ISO 3166-1 alpha-2" };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        value = Countries.Find(text, format.Culture);
        return value is not null;
    }

    public override string Format(object value, FieldFormat format) =>
        format.Culture.Equals(CultureInfo.InvariantCulture) ? (string)value : Countries.Name((string)value, format.Culture);
}
