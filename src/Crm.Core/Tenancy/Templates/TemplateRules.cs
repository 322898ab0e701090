using System.Text.RegularExpressions;
using Crm.Core.Shared;

namespace Crm.Core.Tenancy.Templates;

/// <summary>What a template must fulfil. Each rule answers with the place and what is wrong there.</summary>
public static partial class TemplateRules
{
    public const int MaxWordingLength = 80;
    public const int MaxDescriptionLength = 300;

    /// <summary>The colours that a stage may have; the web project's design tokens give them their shades.</summary>
    public static IReadOnlyList<string> Palette { get; } = ["slate", "teal", "indigo", "orange", "purple", "green", "red"];

    internal static IEnumerable<string> Violations(TenantTemplate template, string key) =>
    [
        .. Require(template.Key == key, "key", $"'{template.Key}' must be the file's name, '{key}'"),
        .. Require(KeyForm().IsMatch(template.Key), "key", $"'{template.Key}' is not lower-case words joined by hyphens"),
        .. Wordings(template.Name, "name"),
        .. Wordings(template.Description, "description", MaxDescriptionLength),
        .. Require(template.Pipelines.Count > 0, "pipelines", "there is none"),
        .. Once(template.Pipelines, pipeline => pipeline.Name.En, "pipelines"),
        .. Each(template.Pipelines, "pipelines", Pipeline),
        .. Once(template.Choices, choices => choices.Field, "choices"),
        .. Each(template.Choices, "choices", Choices),
        .. Once(template.Fields, field => $"{field.RecordType}.{field.Name}", "fields"),
        .. Each(template.Fields, "fields", Field),
    ];

    private static IEnumerable<string> Pipeline(PipelineTemplate pipeline, string at) =>
    [
        .. Wordings(pipeline.Name, $"{at}.name"),
        .. Require(Count(pipeline, StageOutcome.Open) >= 1, $"{at}.stages", "no stage is open"),
        .. Require(Count(pipeline, StageOutcome.Won) == 1, $"{at}.stages", $"{Count(pipeline, StageOutcome.Won)} stages are won; there must be one"),
        .. Require(Count(pipeline, StageOutcome.Lost) == 1, $"{at}.stages", $"{Count(pipeline, StageOutcome.Lost)} stages are lost; there must be one"),
        .. Once(pipeline.Stages, stage => stage.Name.En, $"{at}.stages"),
        .. Once(pipeline.Stages, stage => stage.Name.ZhHans, $"{at}.stages"),
        .. Once(pipeline.Stages, stage => stage.Name.ZhHant, $"{at}.stages"),
        .. Each(pipeline.Stages, $"{at}.stages", Stage),
    ];

    private static int Count(PipelineTemplate pipeline, StageOutcome outcome) => pipeline.Stages.Count(stage => stage.Outcome == outcome);

    private static IEnumerable<string> Stage(StageTemplate stage, string at) =>
    [
        .. Wordings(stage.Name, $"{at}.name"),
        .. Require(Palette.Contains(stage.Colour), $"{at}.colour", $"'{stage.Colour}' is none of {string.Join(", ", Palette)}"),
        .. stage switch
        {
            { Outcome: StageOutcome.Won } => Require(stage.Probability == 100, $"{at}.probability", $"{stage.Probability} must be 100 when won"),
            { Outcome: StageOutcome.Lost } => Require(stage.Probability == 0, $"{at}.probability", $"{stage.Probability} must be 0 when lost"),
            _ => Require(stage.Probability is >= 0 and <= 100, $"{at}.probability", $"{stage.Probability} is not within 0 and 100"),
        },
        .. Require(stage.NormDays is null || (stage.NormDays > 0 && stage.Outcome == StageOutcome.Open), $"{at}.normDays", $"{stage.NormDays} must be positive, and only an open stage has a norm"),
    ];

    private static IEnumerable<string> Choices(ChoicesTemplate choices, string at) =>
    [
        .. Require(FieldPath().IsMatch(choices.Field), $"{at}.field", $"'{choices.Field}' is not of the form type.field"),
        .. Options(choices.Options, $"{at}.options"),
    ];

    private static IEnumerable<string> Options(IReadOnlyList<OptionTemplate> options, string at) =>
    [
        .. Require(options.Count > 0, at, "there is none"),
        .. Once(options, option => option.Value, at),
        .. Each(options, at, (option, place) =>
        [
            .. Require(NameForm().IsMatch(option.Value), $"{place}.value", $"'{option.Value}' does not match {NamePattern}"),
            .. Wordings(option.Label, $"{place}.label"),
        ]),
    ];

    private static IEnumerable<string> Field(FieldTemplate field, string at) =>
    [
        .. Require(NameForm().IsMatch(field.RecordType), $"{at}.recordType", $"'{field.RecordType}' does not match {NamePattern}"),
        .. Require(NameForm().IsMatch(field.Name), $"{at}.name", $"'{field.Name}' does not match {NamePattern}"),
        .. Wordings(field.Label, $"{at}.label"),
        .. field.Kind == TemplateFieldKind.Choice
            ? Options(field.Choices, $"{at}.choices")
            : Require(field.Choices.Count == 0, $"{at}.choices", "only a field of kind choice has choices"),
    ];

    private static IEnumerable<string> Wordings(Wording wording, string at, int longest = MaxWordingLength) =>
    [
        .. Words(wording.En, $"{at}.en", longest),
        .. Words(wording.ZhHans, $"{at}.zh-Hans", longest),
        .. Words(wording.ZhHant, $"{at}.zh-Hant", longest),
    ];

    private static IEnumerable<string> Words(string words, string at, int longest) =>
    [
        .. Require(!string.IsNullOrWhiteSpace(words), at, "is empty"),
        .. Require(words.Length <= longest, at, $"is longer than {longest} characters"),
    ];

    private static IEnumerable<string> Each<T>(IReadOnlyList<T> items, string at, Func<T, string, IEnumerable<string>> rules) =>
        items.SelectMany((item, index) => rules(item, $"{at}[{index}]"));

    private static IEnumerable<string> Once<T>(IReadOnlyList<T> items, Func<T, string> name, string at) =>
        from same in items.GroupBy(name)
        where same.Count() > 1
        select $"{at}: '{same.Key}' stands there {same.Count()} times";

    private static IEnumerable<string> Require(bool fulfilled, string at, string otherwise) => fulfilled ? [] : [$"{at}: {otherwise}"];

    private const string NamePattern = "^[a-z][a-z0-9_]{0,40}$";

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,40}\z")]
    private static partial Regex NameForm();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,40}\.[a-z][A-Za-z0-9_]{0,40}\z")]
    private static partial Regex FieldPath();

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex KeyForm();
}
