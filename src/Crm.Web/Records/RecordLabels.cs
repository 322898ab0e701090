using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Tenancy;
using Crm.Web.Records.Recurrence;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records;

/// <summary>Names of types, fields and values for the person at hand, and values as that person reads them.</summary>
public sealed class RecordLabels(IStringLocalizer<RecordTexts> texts, TenantScope scope, CurrentActor actors, RecurrenceWords recurrence, TimeProvider clock)
{
    /// <summary>Culture, time zone, currency and clock of the reader.</summary>
    public FieldFormat Format => new(CultureInfo.CurrentCulture, actors.Known?.Zone ?? scope.Tenant.Zone, scope.Tenant.Currency) { Clock = clock };

    /// <summary>"Deals".</summary>
    public string Many(RecordType type) => texts[type.Name];

    /// <summary>"Deal".</summary>
    public string One(RecordType type) => texts[type.Name + ".one"];

    /// <summary>"deals", or "deal" where there is one: within a sentence.</summary>
    public string Counted(RecordType type, long count = 2) => count == 1 ? One(type) : Many(type).ToLower(CultureInfo.CurrentCulture);

    /// <summary>The tenant's own label, else the type's, else the one that all types share (<c>field.owner</c>).</summary>
    public string Of(RecordType type, Field field)
    {
        if (field is { Whole: { } whole, Part: { } part })
            return $"{Of(type, whole)} · {texts["address." + part]}";
        if (field.Label is { } own)
            return own;
        var specific = texts[$"{type.Name}.{field.Name}"];
        return specific.ResourceNotFound ? texts[$"field.{field.Name}"] : specific;
    }

    public string View(RecordType type, RecordView view) => texts[$"{type.Name}.view.{view.Name}"];

    public string Section(RecordSection section) => texts[$"section.{section.Name}"];

    public string Choice(RecordType type, Field field, string value)
    {
        if (field.Choices.FirstOrDefault(c => c.Value == value)?.Label is { } label)
            return label;
        var text = texts[$"{type.Name}.{field.Name}.{value}"];
        return text.ResourceNotFound ? value : text;
    }

    /// <summary>A canonical value as a person reads it; empty for null.</summary>
    public string Show(RecordType type, Field field, object? value) => value switch
    {
        null => "",
        string choice when field.Kind is ChoiceKind => Choice(type, field, choice),
        ValueSet chosen when field.Kind is ChoicesKind => field.Kind.Format(ValueSet.Of(chosen.Select(c => Choice(type, field, c)))!, Format),
        string rule when field.Kind is RecurrenceKind => recurrence.Of(rule),
        bool flag => texts[flag ? "yes" : "no"],
        _ => field.Kind.Format(value, Format),
    };
}
