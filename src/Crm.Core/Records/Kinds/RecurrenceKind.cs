using System.Text.Json.Nodes;
using Crm.Core.Records.Filters;
using Crm.Core.Shared;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Records.Kinds;

/// <summary>How something repeats: an RRULE of RFC 5545, kept in one spelling.</summary>
public sealed class RecurrenceKind : TextKind
{
    public override string Name => "recurrence";

    public override IReadOnlyList<FilterOperator> Operators => [FilterOperator.Empty, FilterOperator.NotEmpty];

    public override JsonObject Schema => new() { ["type"] = "string", ["description"] = "RRULE (RFC 5545): FREQ, INTERVAL, BYDAY, BYMONTHDAY, COUNT or UNTIL, WKST", ["examples"] = new JsonArray("FREQ=WEEKLY;BYDAY=MO,TH") };

    public override bool TryParse(string text, FieldFormat format, out object? value)
    {
        var read = RecurrenceRule.TryParse(text, out var rule);
        value = rule?.ToString();
        return read;
    }

    public override Refusal Unreadable(string field, string text, FieldFormat format) => new("recurrence-unreadable", field, text);
}
