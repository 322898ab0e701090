using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Core.Records.Filters;
using Crm.Core.Shared.Text;

namespace Crm.Core.Records.Kinds;

/// <summary>Formatted text: clean HTML by <see cref="RichText"/>. Filters see its words; people see it formatted, or its words in one line.</summary>
public sealed class RichTextKind : TextKind
{
    public const int MaxLength = 20_000;

    public override string Name => "richtext";

    public override IReadOnlyList<FilterOperator> Operators => [FilterOperator.Contains, FilterOperator.Empty, FilterOperator.NotEmpty];

    public override JsonObject Schema => new()
    {
        ["type"] = "string",
        ["contentMediaType"] = "text/html",
        ["description"] = "HTML, cleaned when it is written: p, br, strong, em, u, s, h2, h3, ul, ol, li, a[href], blockquote, code, pre. Text without tags becomes paragraphs.",
    };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        var clean = RichText.IsHtml(text) ? RichText.Clean(text) : text.Length <= RichText.MaxInput ? RichText.Clean(RichText.OfPlain(text)) : null;
        value = clean ?? "";
        return clean is not null;
    }

    public override string Format(object value, FieldFormat format) =>
        format.Culture.Equals(CultureInfo.InvariantCulture) ? (string)value : RichText.PlainOf((string)value);
}
