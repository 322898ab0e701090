namespace Crm.Core.Shared;

/// <summary>Where somebody is found, in parts. Never empty: no parts are no address, hence null.</summary>
public sealed record Address
{
    public const string StreetPart = "street";
    public const string CityPart = "city";
    public const string RegionPart = "region";
    public const string PostalCodePart = "postalCode";
    public const string CountryPart = "country";

    /// <summary>From the large to the small, as an address is stored and sorted; the street last, since it alone may have several lines.</summary>
    public static readonly IReadOnlyList<string> Parts = [CountryPart, RegionPart, CityPart, PostalCodePart, StreetPart];

    private Address()
    {
    }

    public string? Street { get; private init; }

    public string? City { get; private init; }

    public string? Region { get; private init; }

    public string? PostalCode { get; private init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; private init; }

    public string? this[string part] => part switch
    {
        StreetPart => Street,
        CityPart => City,
        RegionPart => Region,
        PostalCodePart => PostalCode,
        CountryPart => Country,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "An address has no such part."),
    };

    /// <summary>Blank parts are absent; null when all of them are.</summary>
    public static Address? Of(string? street = null, string? city = null, string? region = null, string? postalCode = null, string? country = null)
    {
        var address = new Address
        {
            Street = Lines(street),
            City = Line(city),
            Region = Line(region),
            PostalCode = Line(postalCode),
            Country = Line(country)?.ToUpperInvariant(),
        };
        return Parts.All(p => address[p] is null) ? null : address;
    }

    /// <summary>The same address with one part replaced.</summary>
    public static Address? With(Address? address, string part, string? text)
    {
        string? Now(string name) => name == part ? text : address?[name];
        return Of(Now(StreetPart), Now(CityPart), Now(RegionPart), Now(PostalCodePart), Now(CountryPart));
    }

    /// <summary>One line for each part in the order of <see cref="Parts"/>.</summary>
    public string Stored => string.Join('\n', Parts.Select(p => this[p]));

    public static Address? Parse(string stored)
    {
        var parts = stored.Split('\n', Parts.Count);
        return parts.Length < Parts.Count ? null : Of(parts[4], parts[2], parts[1], parts[3], parts[0]);
    }

    private static string? Line(string? text)
    {
        var line = string.Join(' ', (text ?? "").Split(['\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.Length == 0 ? null : line;
    }

    private static string? Lines(string? text)
    {
        var lines = string.Join('\n', (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return lines.Length == 0 ? null : lines;
    }
}
