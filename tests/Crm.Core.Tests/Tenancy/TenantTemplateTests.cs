using System.Text.Json.Nodes;
using Crm.Core.Shared;
using Crm.Core.Tenancy.Templates;

namespace Crm.Core.Tests.Tenancy;

public sealed class TenantTemplateTests
{
    [Fact]
    public void Every_template_file_is_valid_and_listed() =>
        Assert.Superset(new HashSet<string> { "b2b-sales", "services" }, TenantTemplates.All.Select(template => template.Key).ToHashSet());

    [Fact]
    public void The_sales_template_leads_from_first_contact_to_won_or_lost()
    {
        var pipeline = Assert.Single(TenantTemplates.Find("b2b-sales")!.Pipelines);
        Assert.Equal(
            [("Prospecting", 10), ("Engaging", 30), ("Proposal", 60), ("Negotiation", 80), ("Won", 100), ("Lost", 0)],
            pipeline.Stages.Select(stage => (stage.Name.En, stage.Probability)));
        Assert.Equal(["初步接触", "沟通中", "方案报价", "谈判", "赢单", "输单"], pipeline.Stages.Select(stage => stage.Name.ZhHans));
    }

    [Fact]
    public void The_services_template_leads_from_enquiry_to_contract() =>
        Assert.Equal(
            ["Enquiry", "Scoping", "Proposal", "Contract sent", "Won", "Lost"],
            TenantTemplates.Find("services")!.Pipelines[0].Stages.Select(stage => stage.Name.In("en-US")));

    [Fact]
    public void Every_template_offers_sectors_for_companies() =>
        Assert.All(TenantTemplates.All, template => Assert.Contains(template.Choices, choices => choices.Field == "companies.sector"));

    [Fact]
    public void An_unknown_template_is_not_found() => Assert.Null(TenantTemplates.Find("space-travel"));

    [Theory]
    [InlineData("en-US", "Won")]
    [InlineData("de-DE", "Won")]
    [InlineData("zh-Hans", "赢单")]
    [InlineData("zh-CN", "赢单")]
    [InlineData("zh", "赢单")]
    [InlineData("zh-Hant", "成交")]
    [InlineData("zh-Hant-TW", "成交")]
    [InlineData("zh-TW", "成交")]
    [InlineData("zh-HK", "成交")]
    public void A_stage_is_named_in_the_language_of_the_reader(string culture, string name) =>
        Assert.Equal(name, TenantTemplates.Find("b2b-sales")!.Pipelines[0].Stages.Single(stage => stage.Outcome == StageOutcome.Won).Name.In(culture));

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "key", "\"retail\"", "key: 'retail' must be the file's name, 'sample'" },
        { "name.zh-Hant", "\" \"", "name.zh-Hant: is empty" },
        { "pipelines", "[]", "pipelines: there is none" },
        { "pipelines.0.stages.0.colour", "\"pink\"", "pipelines[0].stages[0].colour: 'pink' is none of slate" },
        { "pipelines.0.stages.0.probability", "101", "pipelines[0].stages[0].probability: 101 is not within 0 and 100" },
        { "pipelines.0.stages.0.probability", "-1", "pipelines[0].stages[0].probability: -1" },
        { "pipelines.0.stages.0.name.zh-Hans", "\"赢单\"", "pipelines[0].stages: '赢单' stands there 2 times" },
        { "pipelines.0.stages.0.outcome", "\"won\"", "pipelines[0].stages: no stage is open" },
        { "pipelines.0.stages.0.outcome", "\"won\"", "pipelines[0].stages: 2 stages are won; there must be one" },
        { "pipelines.0.stages.1.outcome", "\"open\"", "pipelines[0].stages: 0 stages are won; there must be one" },
        { "pipelines.0.stages.1.probability", "90", "pipelines[0].stages[1].probability: 90 must be 100 when won" },
        { "pipelines.0.stages.2.outcome", "\"open\"", "pipelines[0].stages: 0 stages are lost; there must be one" },
        { "pipelines.0.stages.2.probability", "5", "pipelines[0].stages[2].probability: 5 must be 0 when lost" },
        { "choices.0.field", "\"sector\"", "choices[0].field: 'sector' is not of the form type.field" },
        { "choices.0.options", "[]", "choices[0].options: there is none" },
        { "choices.0.options.0.value", "\"IT & Co\"", "choices[0].options[0].value: 'IT & Co' does not match" },
        { "choices.0.options.1.value", "\"retail\"", "choices[0].options: 'retail' stands there 2 times" },
        { "fields.0.name", "\"9lives\"", "fields[0].name: '9lives' does not match" },
        { "fields.0.name", "\"size\\n\"", "fields[0].name: 'size\n' does not match" },
        { "fields.0.kind", "\"text\"", "fields[0].choices: only a field of kind choice has choices" },
        { "fields.0.choices", "[]", "fields[0].choices: there is none" },
        { "fields.0.kind", "\"money\"", "$.fields[0].kind, line" },
        { "pipelines.0.stages.0.outcome", "0", "$.pipelines[0].stages[0].outcome, line" },
        { "pipelines.0.stages.0.probabilty", "10", "$.pipelines[0].stages[0].probabilty, line" },
        { "pipelines.0.name", "null", "$.pipelines[0].name, line" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_in_a_template_is_reported_with_file_and_place(string place, string json, string message)
    {
        var refusal = Assert.Throws<InvalidTemplateException>(() => TenantTemplates.Read("sample.json", With(place, json)));
        Assert.StartsWith("sample.json: ", refusal.Message);
        Assert.Contains(message, refusal.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{ \"key\": ")]
    public void A_file_that_is_no_template_at_all_is_reported(string json) =>
        Assert.Equal("sample.json", Assert.Throws<InvalidTemplateException>(() => TenantTemplates.Read("sample.json", json)).FileName);

    [Fact]
    public void All_mistakes_of_a_file_are_reported_at_once() =>
        Assert.True(Assert.Throws<InvalidTemplateException>(() => TenantTemplates.Read("other.json", With("pipelines", "[]"))).Violations.Count >= 2);

    [Fact]
    public void A_sound_file_is_read() => Assert.Equal("sample", TenantTemplates.Read("sample.json", Sample).Key);

    private static string With(string place, string json)
    {
        var root = JsonNode.Parse(Sample)!;
        var names = place.Split('.');
        var parent = names[..^1].Aggregate(root, (node, name) => int.TryParse(name, out var index) ? node[index]! : node[name]!);
        parent[names[^1]] = JsonNode.Parse(json);
        return root.ToJsonString();
    }

    private const string Sample = """
        {
          "key": "sample",
          "name": { "en": "Sample", "zh-Hans": "样例", "zh-Hant": "範例" },
          "description": { "en": "A sample.", "zh-Hans": "一个样例。", "zh-Hant": "一個範例。" },
          "pipelines": [
            {
              "name": { "en": "Sales", "zh-Hans": "销售", "zh-Hant": "銷售" },
              "stages": [
                { "name": { "en": "Open", "zh-Hans": "进行中", "zh-Hant": "進行中" }, "colour": "teal", "probability": 50, "outcome": "open" },
                { "name": { "en": "Won", "zh-Hans": "赢单", "zh-Hant": "成交" }, "colour": "green", "probability": 100, "outcome": "won" },
                { "name": { "en": "Lost", "zh-Hans": "输单", "zh-Hant": "未成交" }, "colour": "red", "probability": 0, "outcome": "lost" }
              ]
            }
          ],
          "choices": [
            {
              "field": "companies.sector",
              "options": [
                { "value": "retail", "label": { "en": "Retail", "zh-Hans": "零售", "zh-Hant": "零售" } },
                { "value": "finance", "label": { "en": "Finance", "zh-Hans": "金融", "zh-Hant": "金融" } }
              ]
            }
          ],
          "fields": [
            {
              "recordType": "deals", "name": "size", "kind": "choice",
              "label": { "en": "Size", "zh-Hans": "规模", "zh-Hant": "規模" },
              "choices": [ { "value": "small", "label": { "en": "Small", "zh-Hans": "小", "zh-Hant": "小" } } ]
            }
          ]
        }
        """;
}
