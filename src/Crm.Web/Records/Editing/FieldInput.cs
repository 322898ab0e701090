using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Dates;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;
using Crm.Core.Shared.Recurrence;

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

    public FieldFormat Format => format;

    /// <summary>How often a day or a moment was taken.</summary>
    public int Taken { get; private set; }

    /// <summary>Takes a day or a moment as it was typed: what can be read stands in the reader's form from now on, the rest stays and says what it is not.</summary>
    public void Take(string? text)
    {
        (Text, Taken) = (text?.Trim() ?? "", Taken + 1);
        var read = Read();
        Refusals = read.Refusals;
        if (read is { Succeeded: true, Value: { } value })
            Text = Write(value);
    }

    /// <summary>The canonical value, or why the text is none.</summary>
    public Outcome<object?> Read()
    {
        if (string.IsNullOrWhiteSpace(Text))
            return Outcome<object?>.Done(null);
        // Chips and addresses are handed over in one fixed form, whatever the reader's language.
        var read = Field.Kind is SetKind or AddressKind ? format with { Culture = CultureInfo.InvariantCulture } : format;
        return Field.Kind.TryParse(Text, read, out var value)
            ? Outcome<object?>.Done(value)
            : Field.Kind.Unreadable(Field.Name, Text.Trim(), read);
    }

    private string Write(object? value) => value switch
    {
        null => "",
        RecordRef reference => reference.Id.ToString(),
        RecordRefs references => references.Count == 0 ? "" : references.Ids.ToString(),
        Address address => address.Stored,
        Money money => money.Major.ToString("0.###", format.Culture),
        decimal number => number.ToString("0.############", format.Culture),
        DateOnly day => DateForms.Write(day, format.Culture),
        DateTime moment => DateForms.Write(WallClock.Of(moment, format.Zone), format.Culture),
        bool flag => flag ? "true" : "false",
        _ => value.ToString() ?? "",
    };
}
