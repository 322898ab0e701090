using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;
using DateTimeKind = Crm.Core.Records.Kinds.DateTimeKind;

namespace Crm.Web.Records.Editing;

/// <summary>What stands in the editor of one field: the text as typed, readable or not, so that a refusal loses nothing.</summary>
public sealed class FieldInput
{
    private readonly FieldFormat format;
    private readonly string began;

    public FieldInput(Field field, object? value, FieldFormat reader, string? title = null)
    {
        Field = field;
        format = reader with { Currency = value is Money money ? money.Currency : reader.Currency };
        began = Text = Write(value);
        Title = title ?? (value as RecordRef?)?.Title ?? "";
        References = value as RecordRefs ?? new RecordRefs([]);
    }

    public Field Field { get; }

    public string Text { get; set; }

    /// <summary>For references and links: the title of the chosen record.</summary>
    public string Title { get; set; }

    public IReadOnlyList<Refusal> Refusals { get; set; } = [];

    public bool IsChanged => Text != began;

    public string Currency => format.Currency;

    public RecordRef? Reference => Guid.TryParse(Text, out var id) ? new RecordRef(id, Title) : null;

    /// <summary>For fields of several references: the chosen records with their titles.</summary>
    public RecordRefs References { get; private set; }

    public void Choose(IReadOnlyList<RecordRef> chosen)
    {
        References = new RecordRefs(chosen);
        Text = Write(References);
    }

    public void Choose(RecordRef? chosen) => (Text, Title) = (chosen?.Id.ToString() ?? "", chosen?.Title ?? "");

    /// <summary>The canonical value, or why the text is none.</summary>
    public Outcome<object?> Read()
    {
        if (string.IsNullOrWhiteSpace(Text))
            return Outcome<object?>.Done(null);
        // Browsers hand over days and moments in one fixed form, whatever the reader's language; so do chips and addresses.
        var read = Field.Kind is DateKind or DateTimeKind or SetKind or AddressKind ? format with { Culture = CultureInfo.InvariantCulture } : format;
        return Field.Kind.TryParse(Text, read, out var value)
            ? Outcome<object?>.Done(value)
            : new Refusal("value-unreadable", Field.Name, Text.Trim());
    }

    private string Write(object? value) => value switch
    {
        null => "",
        RecordRef reference => reference.Id.ToString(),
        RecordRefs references => references.Count == 0 ? "" : references.Ids.ToString(),
        Address address => address.Stored,
        Money money => money.Major.ToString("0.###", format.Culture),
        decimal number => number.ToString("0.############", format.Culture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(moment, System.DateTimeKind.Utc), format.Zone)
            .ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => value.ToString() ?? "",
    };
}
