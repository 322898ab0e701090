using System.Text.Json.Serialization;
using Crm.Core.Shared;

namespace Crm.Core.Tenancy.Templates;

/// <summary>What a new company begins with: its pipelines, lists of choices and own fields, in every language of the product.</summary>
/// <param name="Key">The file's name without its ending; stored with the tenant.</param>
public sealed record TenantTemplate(
    string Key,
    Wording Name,
    Wording Description,
    IReadOnlyList<PipelineTemplate> Pipelines,
    IReadOnlyList<ChoicesTemplate>? Choices = null,
    IReadOnlyList<FieldTemplate>? Fields = null)
{
    public IReadOnlyList<ChoicesTemplate> Choices { get; init; } = Choices ?? [];

    public IReadOnlyList<FieldTemplate> Fields { get; init; } = Fields ?? [];
}

/// <summary>One text in the languages of the product.</summary>
public sealed record Wording(
    [property: JsonPropertyName("en")] string En,
    [property: JsonPropertyName("zh-Hans")] string ZhHans,
    [property: JsonPropertyName("zh-Hant")] string ZhHant)
{
    /// <summary>The text for a culture name such as <c>zh-Hans</c>, <c>zh-TW</c> or <c>en-US</c>; English for every other language.</summary>
    public string In(string culture) => culture.ToLowerInvariant() switch
    {
        var name when name.StartsWith("zh-hant", StringComparison.Ordinal) => ZhHant,
        "zh-tw" or "zh-hk" or "zh-mo" => ZhHant,
        "zh" => ZhHans,
        var name when name.StartsWith("zh-", StringComparison.Ordinal) => ZhHans,
        _ => En,
    };
}

/// <summary>The stages of a pipeline in order: at least one open, exactly one won, exactly one lost.</summary>
public sealed record PipelineTemplate(Wording Name, IReadOnlyList<StageTemplate> Stages);

/// <param name="Colour">A name of <see cref="TemplateRules.Palette"/>.</param>
/// <param name="Probability">0–100 per cent; 100 when won, 0 when lost.</param>
/// <param name="NormDays">Days that a record normally stays; only open stages have a norm.</param>
/// <param name="Requires">Names of the fields that a record must have filled to come in.</param>
public sealed record StageTemplate(
    Wording Name, string Colour, int Probability, StageOutcome Outcome, int? NormDays = null, IReadOnlyList<string>? Requires = null)
{
    public IReadOnlyList<string> Requires { get; init; } = Requires ?? [];
}

/// <summary>The options of a choice field that the product itself has.</summary>
/// <param name="Field">Record type and field, such as <c>companies.sector</c>.</param>
public sealed record ChoicesTemplate(string Field, IReadOnlyList<OptionTemplate> Options);

/// <param name="Value">What is stored; never shown, never translated.</param>
public sealed record OptionTemplate(string Value, Wording Label);

/// <summary>A field that the company gets besides those of the product.</summary>
public sealed record FieldTemplate(
    string RecordType, string Name, TemplateFieldKind Kind, Wording Label, IReadOnlyList<OptionTemplate>? Choices = null)
{
    /// <summary>The options when <see cref="Kind"/> is a choice, else none.</summary>
    public IReadOnlyList<OptionTemplate> Choices { get; init; } = Choices ?? [];
}

public enum TemplateFieldKind { Text, Number, Date, YesNo, Choice }
