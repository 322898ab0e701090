using System.Text.RegularExpressions;
using Crm.Core;
using Crm.Core.Records;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Kinds;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests;

public sealed partial class TextTests
{
    [Fact]
    public void Every_text_is_written_in_all_three_languages()
    {
        var gaps = from family in TextFiles.Families()
                   let texts = TextFiles.Languages.Select(language => TextFiles.Read(family, language)).ToList()
                   from key in texts.SelectMany(t => t.Keys).Distinct()
                   from language in Enumerable.Range(0, texts.Count)
                   where !texts[language].TryGetValue(key, out var text) || text.Length == 0
                   select $"{Path.GetFileName(family)}{TextFiles.Languages[language]}: {key}";

        Assert.Empty(gaps);
    }

    [Fact]
    public void A_text_mentions_the_same_values_in_all_three_languages()
    {
        var strays = from family in TextFiles.Families()
                     let english = TextFiles.Read(family, "")
                     from language in TextFiles.Languages.Skip(1)
                     from text in TextFiles.Read(family, language)
                     where english.ContainsKey(text.Key) && !Places(text.Value).SetEquals(Places(english[text.Key]))
                     select $"{Path.GetFileName(family)}{language}: {text.Key}";

        Assert.Empty(strays);
    }

    [Fact]
    public void Every_described_type_field_view_section_and_choice_has_a_label()
    {
        var labels = TextFiles.Read(TextFiles.Families().Single(f => Path.GetFileName(f) == "RecordTexts"), "");

        Assert.Empty(Types().SelectMany(Needed).Where(alternatives => !alternatives.Any(labels.ContainsKey)).Select(a => a[0]));
    }

    [Fact]
    public void Every_refusal_has_a_sentence()
    {
        var sentences = TextFiles.Families().Where(f => Path.GetFileName(f).EndsWith("Refusals", StringComparison.Ordinal))
            .SelectMany(f => TextFiles.Read(f, "").Keys).ToHashSet();
        var codes = TextFiles.Code().SelectMany(file => RefusalCode().Matches(File.ReadAllText(file))).Select(m => m.Groups[1].Value)
            .Concat(typeof(FileRefusal).GetFields().Select(f => (string)f.GetRawConstantValue()!)).ToHashSet();

        Assert.Contains("required", codes);
        Assert.Empty(codes.Except(sentences));
    }

    private static IReadOnlyList<RecordType> Types() => new ServiceCollection().AddCrmCore().BuildServiceProvider().GetRequiredService<RecordTypes>().All;

    /// <summary>For each thing of a type the keys of which one must exist.</summary>
    private static IEnumerable<string[]> Needed(RecordType type) =>
    [
        [type.Name], [type.Name + ".one"],
        .. type.Fields.Select(f => new[] { $"{type.Name}.{f.Name}", $"field.{f.Name}" }),
        .. type.Fields.Where(f => f.Kind is ChoiceKind).SelectMany(f => f.Choices.Select(c => new[] { $"{type.Name}.{f.Name}.{c.Value}" })),
        .. type.Views.Select(v => new[] { $"{type.Name}.view.{v.Name}" }),
        .. type.Sections.Select(s => new[] { $"section.{s.Name}" }),
    ];

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();

    [GeneratedRegex("""(?:new Refusal|\.Refuse|RefusedException|Fail)\("([a-z][a-z-]+)["]""")]
    private static partial Regex RefusalCode();
}
