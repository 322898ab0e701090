using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Crm.Core.Records.Kinds;

/// <summary>
/// A number that the product gives a record once and never again, shown by a pattern: <c>T-{0000}</c> shows 42 as T-0042.
/// Numbers rise in the order in which they are given; where a save fails, its number is left out, so that there may be gaps.
/// </summary>
public sealed partial class AutoNumberKind(string pattern = AutoNumberKind.Plain) : IntegerKind
{
    public const string Plain = "{0}";
    public const int MaxPattern = 40;

    private readonly string before = pattern[..pattern.IndexOf('{')];
    private readonly string after = pattern[(pattern.IndexOf('}') + 1)..];
    private readonly string digits = pattern[(pattern.IndexOf('{') + 1)..pattern.IndexOf('}')];

    public override string Name => "autonumber";

    public string Pattern { get; } = pattern;

    public override JsonObject Schema => new() { ["type"] = "integer", ["minimum"] = 1 };

    public static bool IsPattern(string text) => text.Length <= MaxPattern && Shape().IsMatch(text);

    /// <summary>Reads the bare number, and what the pattern makes of it.</summary>
    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        var bare = text.Trim();
        if (before.Trim() is { Length: > 0 } prefix && bare.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            bare = bare[prefix.Length..];
        if (after.Trim() is { Length: > 0 } suffix && bare.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            bare = bare[..^suffix.Length];
        return base.TryParse(bare, format with { Culture = CultureInfo.InvariantCulture }, out value) && value is decimal and >= 1;
    }

    public override string Format(object value, FieldFormat format) => format.Culture.Equals(CultureInfo.InvariantCulture)
        ? base.Format(value, format)
        : before + ((decimal)value).ToString(digits, CultureInfo.InvariantCulture) + after;

    [GeneratedRegex(@"^[^{}\p{C}]*\{0{1,9}\}[^{}\p{C}]*$")]
    private static partial Regex Shape();
}
