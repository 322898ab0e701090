using System.Collections.Concurrent;
using System.Globalization;

namespace Crm.Core.Shared;

/// <summary>The countries of ISO 3166-1 with their names, out of the culture data of the runtime.</summary>
public static class Countries
{
    /// <summary>No language belongs to these, so that no culture knows them.</summary>
    private static readonly string[] WithoutLanguage = ["AQ", "BV", "GS", "HM", "TF"];

    /// <summary>Codes that ISO reserves or leaves to its users; cultures know them, addresses do not.</summary>
    private static readonly string[] NotAssigned = ["AC", "CP", "DG", "EA", "IC", "TA", "XK"];

    /// <summary>What people write beside the names.</summary>
    private static readonly Dictionary<string, string> AlsoCalled = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UK"] = "GB",
        ["Great Britain"] = "GB",
        ["England"] = "GB",
        ["USA"] = "US",
        ["United States of America"] = "US",
        ["Holland"] = "NL",
        ["Korea"] = "KR",
        ["香港"] = "HK",
        ["澳门"] = "MO",
        ["澳門"] = "MO",
    };

    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Names = [];

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Codes = new(Spellings);

    /// <summary>The codes in their order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => c.Name.Split('-')[^1]).Where(IsCode)
            .Concat(WithoutLanguage).Except(NotAssigned).Distinct().Order(StringComparer.Ordinal)];

    private static readonly HashSet<string> Known = [.. All];

    public static bool Has(string code) => Known.Contains(code);

    /// <summary>The name in the language of a culture; the code where it is none.</summary>
    public static string Name(string code, CultureInfo culture) => NamesIn(culture).GetValueOrDefault(code, code);

    /// <summary>All countries in the alphabetical order of a culture.</summary>
    public static IReadOnlyList<(string Code, string Name)> In(CultureInfo culture) =>
        [.. NamesIn(culture).Select(n => (n.Key, n.Value)).OrderBy(n => n.Value, StringComparer.Create(culture, ignoreCase: true))];

    /// <summary>The code that a text names: the code itself, or a name in English, in Chinese, in the country's own language or in that of the reader.</summary>
    public static string? Find(string text, CultureInfo reader)
    {
        var trimmed = text.Trim();
        return Known.Contains(trimmed.ToUpperInvariant()) ? trimmed.ToUpperInvariant()
            : Codes.Value.GetValueOrDefault(trimmed)
            ?? NamesIn(reader).Where(n => n.Value.Equals(trimmed, StringComparison.OrdinalIgnoreCase)).Select(n => n.Key).FirstOrDefault();
    }

    private static bool IsCode(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);

    private static Dictionary<string, string> Spellings()
    {
        var codes = new Dictionary<string, string>(AlsoCalled, StringComparer.OrdinalIgnoreCase);
        foreach (var code in All)
            foreach (var language in new[] { "en", "zh-Hans", "zh-Hant" })
                codes.TryAdd(Name(code, CultureInfo.GetCultureInfo(language)), code);
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(c => Known.Contains(c.Name.Split('-')[^1])))
        {
            var region = new RegionInfo(culture.Name);
            codes.TryAdd(region.NativeName, region.TwoLetterISORegionName);
            codes.TryAdd(region.ThreeLetterISORegionName, region.TwoLetterISORegionName);
        }
        return codes;
    }

    private static IReadOnlyDictionary<string, string> NamesIn(CultureInfo culture) =>
        Names.GetOrAdd(culture.Equals(CultureInfo.InvariantCulture) ? "en" : culture.Name, Read);

    /// <summary>A region names itself only in its own language; a culture of it, "English (Germany)", speaks that of the reader.</summary>
    private static IReadOnlyDictionary<string, string> Read(string language)
    {
        var present = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return All.ToDictionary(code => code, code =>
            {
                var named = new CultureInfo("en-" + code).DisplayName;
                var (from, until) = (named.IndexOfAny(['(', '（']), named.LastIndexOfAny([')', '）']));
                return from >= 0 && until > from ? named[(from + 1)..until] : code;
            });
        }
        finally
        {
            CultureInfo.CurrentUICulture = present;
        }
    }
}
