using System.Text.Json.Nodes;
using Crm.Core.Records.Filters;

namespace Crm.Core.Records.Kinds;

/// <summary>One line of text, and the base of everything that is stored as text.</summary>
public class TextKind : FieldKind
{
    public override string Name => "text";

    public override Type ValueType => typeof(string);

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForText;

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        value = text.Trim();
        return true;
    }

    public override string Format(object value, FieldFormat format) => (string)value;

    public override JsonNode ToJson(object value) => JsonValue.Create((string)value);

    public override JsonObject Schema => new() { ["type"] = "string" };
}

/// <summary>Several lines of plain text.</summary>
public sealed class LongTextKind : TextKind
{
    public override string Name => "longtext";

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        value = text.ReplaceLineEndings("\n").TrimEnd();
        return true;
    }
}

/// <summary>An address of electronic mail (RFC 5321, checked for shape only: delivery is the proof).</summary>
public sealed class EmailKind : TextKind
{
    public override string Name => "email";

    public override JsonObject Schema => new() { ["type"] = "string", ["format"] = "email" };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        var trimmed = text.Trim();
        value = trimmed;
        return LooksLikeEmail(trimmed);
    }

    public static bool LooksLikeEmail(string text)
    {
        var at = text.IndexOf('@');
        return text.Length <= 254 && at is > 0 and <= 64 && at == text.LastIndexOf('@')
            && text.IndexOf('.', at) is var dot && dot > at + 1 && dot < text.Length - 1
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>');
    }
}

/// <summary>A telephone number as people write it; digits, spaces and the usual marks.</summary>
public sealed class PhoneKind : TextKind
{
    public override string Name => "phone";

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        var trimmed = text.Trim();
        value = trimmed;
        return trimmed.Count(char.IsDigit) is >= 3 and <= 20
            && trimmed.All(c => char.IsDigit(c) || c is ' ' or '+' or '-' or '(' or ')' or '.' or '/' or 'x' or '#' or '*' or '–' or '转');
    }
}

/// <summary>A web address; only http and https, so that a link can never run a script.</summary>
public sealed class UrlKind : TextKind
{
    public override string Name => "url";

    public override JsonObject Schema => new() { ["type"] = "string", ["format"] = "uri" };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        var trimmed = text.Trim();
        if (trimmed.Length > 0 && !trimmed.Contains("://", StringComparison.Ordinal) && trimmed.Contains('.'))
            trimmed = "https://" + trimmed;
        value = trimmed;
        return Uri.TryCreate(trimmed, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0;
    }
}

/// <summary>One of the choices that the field lists; stored as the choice's value.</summary>
public sealed class ChoiceKind : TextKind
{
    public override string Name => "choice";

    public override IReadOnlyList<FilterOperator> Operators => FilterOperators.ForChoices;
}
