using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Changes;

/// <summary>Says what an act did, and shows values out of the log as a person reads them.</summary>
public sealed class ActWords(RecordLabels labels, IStringLocalizer<ChangeTexts> texts)
{
    /// <summary>"Edited 412 deals", "Deleted Konex".</summary>
    public string Say(ActLine act, TenantSchema schema) => string.Join(texts["and"], act.Parts.Select(part =>
    {
        var type = schema.Find(part.RecordType)?.Type;
        var what = act.Title is { Length: > 0 } title ? title
            : part.Count == 1 ? type is null ? part.RecordType : labels.One(type)
            : texts["many", part.Count.ToString("#,0", CultureInfo.CurrentCulture), type is null ? part.RecordType : labels.Counted(type)].Value;
        return texts[$"did-{part.Action}", what].Value;
    }));

    /// <summary>A logged value; references are named by <paramref name="titles"/>, else by what can be said of them.</summary>
    public string Value(TenantSchema schema, TenantType type, string fieldName, string? machine, IReadOnlyDictionary<Guid, string>? titles = null)
    {
        if (machine is null)
            return texts["empty"];
        if (type.Find(fieldName) is not { } field || !field.Kind.TryParse(machine, FieldFormat.Machine(schema.Tenant.Currency), out var value) || value is null)
            return machine;
        return value switch
        {
            Guid id when field.Kind is StageKind => schema.Stage(id)?.Name ?? texts["gone"],
            Guid id => titles?.GetValueOrDefault(id) ?? texts["gone"],
            ValueSet several when field.Kind is ReferencesKind => string.Join(", ", ReferencesKind.Ids(several).Select(id => titles?.GetValueOrDefault(id) ?? texts["gone"])),
            _ => labels.Show(type.Type, field, value),
        };
    }
}
