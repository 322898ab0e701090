namespace Crm.Core.Records.Kinds;

/// <summary>Every kind by name.</summary>
public static class FieldKinds
{
    public static readonly TextKind Text = new();
    public static readonly LongTextKind LongText = new();
    public static readonly EmailKind Email = new();
    public static readonly PhoneKind Phone = new();
    public static readonly UrlKind Url = new();
    public static readonly ChoiceKind Choice = new();
    public static readonly ChoicesKind Choices = new();
    public static readonly TagsKind Tags = new();
    public static readonly NumberKind Number = new();
    public static readonly IntegerKind Integer = new();
    public static readonly YearKind Year = new();
    public static readonly PercentKind Percent = new();
    public static readonly MoneyKind Money = new();
    public static readonly DateKind Date = new();
    public static readonly DateTimeKind DateTime = new();
    public static readonly YesNoKind YesNo = new();
    public static readonly ReferenceKind Reference = new();
    public static readonly UserKind User = new();
    public static readonly ReferencesKind References = new();
    public static readonly StageKind Stage = new();
    public static readonly LinkKind Link = new();
    public static readonly RecurrenceKind Recurrence = new();
    public static readonly AddressKind Address = new();
    public static readonly CountryKind Country = new();
    public static readonly AutoNumberKind AutoNumber = new();
    public static readonly RichTextKind RichText = new();

    public static readonly IReadOnlyList<FieldKind> All =
        [Text, LongText, Email, Phone, Url, Choice, Choices, Tags, Number, Integer, Year, Percent, Money, Date, DateTime, YesNo, Reference, User, References, Stage, Link, Recurrence, Address, Country, AutoNumber, RichText];

    /// <summary>The kinds that a tenant's own fields may have.</summary>
    public static readonly IReadOnlyList<FieldKind> ForCustomFields =
        [Text, LongText, Number, Percent, Money, Date, DateTime, YesNo, Choice, Choices, Tags, User, Reference, References, Email, Phone, Url, Address, AutoNumber, RichText];

    public static FieldKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The kind with a field's own format; the kind as it is where it has none.</summary>
    public static FieldKind? Find(string name, string? format) => Find(name) switch
    {
        AutoNumberKind when format is not null && AutoNumberKind.IsPattern(format) => new AutoNumberKind(format),
        PercentKind when int.TryParse(format, out var decimals) && decimals is > 0 and <= PercentKind.MaxDecimals => new PercentKind(decimals),
        var kind => kind,
    };
}
