using System.Globalization;
using Crm.Core.Customization.Fields;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;

namespace Crm.Web.Customization;

/// <summary>A choice under an admin's hands.</summary>
public sealed class ChoiceEdit
{
    /// <summary>Null while it is new.</summary>
    public string? Value { get; init; }

    public string Label { get; set; } = "";

    public string? Colour { get; init; }

    /// <summary>The product's own words for it, which are kept as long as nobody writes others.</summary>
    public string? OwnWords { get; init; }

    public ChoiceDraft Draft => new(Value, Label == OwnWords ? null : Label, Colour);
}

/// <summary>A field under an admin's hands: a new one while <see cref="Field"/> is null.</summary>
public sealed class FieldEdit
{
    public Field? Field { get; init; }

    public string Label { get; set; } = "";

    public string Name { get; set; } = "";

    public string Kind { get; set; } = FieldKinds.Text.Name;

    /// <summary>For references: the record type that they lead to.</summary>
    public string Target { get; set; } = "";

    /// <summary>The pattern of automatic numbers, the decimals of percentages.</summary>
    public string Format { get; set; } = "";

    /// <summary>The number that automatic ones begin or go on with.</summary>
    public long? Number { get; set; }

    public bool IsRequired { get; set; }

    public bool IsHidden { get; set; }

    public List<ChoiceEdit> Choices { get; } = [];

    /// <summary>What records get that hold a choice which goes away; null empties them.</summary>
    public Dictionary<string, string?> Replacements { get; } = [];

    public bool HasChoices => Kind == FieldKinds.Choice.Name || Kind == FieldKinds.Choices.Name;

    public bool IsNumbering => Kind == FieldKinds.AutoNumber.Name;

    /// <summary>Percentages of an own field; the built-in ones are whole.</summary>
    public bool HasDecimals => Kind == FieldKinds.Percent.Name && Field is null or { IsCustom: true };

    public bool NeedsTarget => DefineField.NeedsTarget(FieldKinds.Find(Kind));

    public static FieldEdit Of(Field field, string label, Func<string, string> choiceLabel)
    {
        var edit = new FieldEdit
        {
            Field = field,
            Label = label,
            Name = field.Name,
            Kind = field.Kind.Name,
            Target = field.Target ?? "",
            Format = field.Kind switch { AutoNumberKind numbers => numbers.Pattern, PercentKind percent => percent.Decimals.ToString(CultureInfo.InvariantCulture), _ => "" },
            IsRequired = field.IsRequired,
            IsHidden = field.IsHidden,
        };
        edit.Choices.AddRange(field.Choices.Select(c => new ChoiceEdit
        {
            Value = c.Value,
            Label = choiceLabel(c.Value),
            Colour = c.Colour,
            OwnWords = c.Label is null ? choiceLabel(c.Value) : null,
        }));
        return edit;
    }

    /// <param name="shownLabel">The label before the edit; a built-in field that keeps it keeps the product's translations.</param>
    public FieldAdjustment Adjustment(string shownLabel) => new(
        Field is { Label: null } && Label == shownLabel ? null : Label, IsRequired, IsHidden,
        HasChoices ? [.. Choices.Select(c => c.Draft)] : null, Replacements)
    { Format = Format, NextNumber = Number };

    public FieldDraft Draft(string recordType) => new(recordType, Name, Label, Kind, IsRequired, HasChoices ? [.. Choices.Select(c => c.Draft)] : null, NeedsTarget ? Target : null)
    {
        Format = Format,
        FirstNumber = Number ?? 1,
    };

    public void Shift(ChoiceEdit choice, int way)
    {
        var at = Choices.IndexOf(choice);
        if (at + way < 0 || at + way >= Choices.Count)
            return;
        Choices.RemoveAt(at);
        Choices.Insert(at + way, choice);
    }
}
