using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Importing;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Importing;

/// <summary>What the wizard says about fields, dates and refusals, in the language of the person at hand.</summary>
public sealed class ImportWords(RecordLabels labels, RefusalText sentences, IStringLocalizer<ImportTexts> texts)
{
    /// <summary>The labels of a type's fields in every language of the product: a file may be in any of them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> LabelsOf(TenantType type)
    {
        var present = CultureInfo.CurrentUICulture;
        try
        {
            var found = type.WithParts.ToDictionary(f => f.Name, _ => new List<string>());
            foreach (var language in ShellWeb.Languages)
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                foreach (var field in type.WithParts)
                    found[field.Name].Add(labels.Of(type.Type, field));
            }
            return found.ToDictionary(f => f.Key, IReadOnlyList<string> (f) => [.. f.Value.Distinct()]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = present;
        }
    }

    public string Of(TenantType type, string field) => type.Find(field) is { } known ? labels.Of(type.Type, known) : field;

    /// <summary>"Closed: “31/31/2017” is not a date …"</summary>
    public string Sentence(TenantType type, string code, string? field, IReadOnlyList<object> args) =>
        field is null ? sentences.Of(code, [.. args]) : $"{Of(type, field)}: {sentences.Of(code, [.. args])}";

    public string Sentence(TenantType type, Refusal refusal) => Sentence(type, refusal.Code, refusal.Field, refusal.Args);

    public string Sentence(TenantType type, ImportRowRefusal refusal) => Sentence(type, refusal.Code, refusal.Field, refusal.Args);

    public string Of(DateOrder order) => texts[$"dates.{order}"];

    public string Of(ImportState state) => texts[$"state.{state}"];

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1 << 20 => $"{bytes / 1024.0:0.#} KB",
        < 1 << 30 => $"{bytes / 1048576.0:0.#} MB",
        _ => $"{bytes / 1073741824.0:0.##} GB",
    };

    public static string Tone(ImportState state) => state switch
    {
        ImportState.Finished => "good",
        ImportState.Failed => "bad",
        ImportState.Stopped => "warn",
        ImportState.Undone => "mut",
        _ => "acc",
    };
}
