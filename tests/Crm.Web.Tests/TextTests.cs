using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Core;
using Crm.Core.Records;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared.Text;
using Crm.Web.Activities.MyDay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

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

    /// <summary>"1 records" is what a number followed by the plural alone would say; <see cref="CountingTexts"/> has both forms.</summary>
    [Fact]
    public void What_is_counted_is_said_of_one_and_of_several()
    {
        var plurals = from family in TextFiles.Families()
                      from text in TextFiles.Read(family, "")
                      where Several().IsMatch(text.Value) && !FixedNumbers.Contains(text.Key)
                      select $"{Path.GetFileName(family)}: {text.Key} = {text.Value}";

        Assert.Empty(plurals);
    }

    [Theory]
    [InlineData("en-US", 1, "1 deal")]
    [InlineData("en-US", 0, "0 deals")]
    [InlineData("en-US", 1200, "1,200 deals")]
    [InlineData("zh-Hans", 1, "1 个商机")]
    [InlineData("zh-Hant", 12, "12 個商機")]
    public void A_number_chooses_the_word_that_follows_it(string language, int count, string said)
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().AddCountingTexts().BuildServiceProvider();
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var texts = services.GetRequiredService<IStringLocalizer<MyDayTexts>>();

        Assert.Equal(said, texts["figure.deals", count]);
        Assert.Equal(said, texts["figure.deals", count.ToString("#,0", CultureInfo.CurrentCulture)]);
    }

    /// <summary>The old character sets of the two scripts tell them apart: neither knows the other's characters.</summary>
    [Theory]
    [InlineData(".zh-Hans", 20936)]
    [InlineData(".zh-Hant", 950)]
    public void Neither_chinese_borrows_characters_of_the_other(string language, int codePage)
    {
        var script = CodePagesEncodingProvider.Instance.GetEncoding(codePage, new EncoderReplacementFallback("\0"), DecoderFallback.ReplacementFallback)!;

        var strays = from family in TextFiles.Families()
                     from text in TextFiles.Read(family, language)
                     from character in text.Value.Where(c => c is >= '\u4e00' and <= '\u9fff')
                     where script.GetBytes([character]) is [0]
                     select $"{Path.GetFileName(family)}: {text.Key} has {character}";

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

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Groups[1].Value)];

    /// <summary>A value and its format, as in {0} and {0:N0}; doubled braces are braces.</summary>
    [GeneratedRegex(@"(?<!\{)\{(\d+)(?::[^}]*)?\}")]
    private static partial Regex Place();

    /// <summary>A number that nothing limits, and after it, perhaps past "more" or "of 12", a word in the plural.</summary>
    [GeneratedRegex(@"(?<!\b(?:at most|at least|than|up to|\d to) )\{\d+(?::N0)?\}(?: more| of them| of \{\d+\})? (?:people|are|were|have|(?!is\b|was\b|has\b|asks\b|belongs\b|contains\b|disappears\b|invites\b|knows\b|shows\b|stands\b|stays\b)[a-z]+s\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Several();

    /// <summary>Numbers of the product that are never one.</summary>
    private static readonly HashSet<string> FixedNumbers = ["view-too-many", "view-name-too-long", "file-too-many-columns", "number.pattern.hint"];

    [GeneratedRegex("""(?:new Refusal|\.Refuse|RefusedException|Fail)\("([a-z][a-z-]+)["]""")]
    private static partial Regex RefusalCode();
}
