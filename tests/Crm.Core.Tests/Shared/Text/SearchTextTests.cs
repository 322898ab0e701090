using System.Globalization;
using Crm.Core.Shared.Text;

namespace Crm.Core.Tests.Shared.Text;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("ACME Corp", "acme corp")]
    [InlineData("Müller", "muller")]
    [InlineData("Mu\u0308ller", "muller")]
    [InlineData("Straße", "strasse")]
    [InlineData("STRAẞE", "strasse")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Ørsted Æsir", "orsted aesir")]
    [InlineData("ＡＣＭＥ　１２３", "acme 123")]
    [InlineData("ｱｸﾒ", "アクメ")]
    [InlineData("ガ", "ガ")]
    [InlineData("한국", "한국")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("王伟", "王伟")]
    [InlineData("ﬁne", "fine")]
    [InlineData("O’Neil–Smith", "o'neil-smith")]
    [InlineData("ΣΟΦΟΣ", "σοφοσ")]
    [InlineData("Σοφός", "σοφοσ")]
    public void Spellings_of_one_word_fold_to_the_same(string text, string folded) => Assert.Equal(folded, SearchText.Fold(text));

    [Theory]
    [InlineData("  Acme \t\r\n  Ltd\u00a0\u3000 ", "acme ltd")]
    [InlineData("\0Ac\0me", "ac me")]
    [InlineData("", "")]
    [InlineData(" \n ", "")]
    public void White_space_and_control_characters_collapse(string text, string folded) => Assert.Equal(folded, SearchText.Fold(text));

    [Theory]
    [InlineData("Ac\u200bme")]
    [InlineData("\u202eAcme\u202c")]
    [InlineData("A\u00adcme")]
    [InlineData("\ufeffAcme")]
    [InlineData("A\u0301\u0302\u0303\u0304\u0305\u0306\u0307c\u0310\u0311\u0312me")]
    public void Invisible_and_heaped_marks_do_not_hide_a_word(string text) => Assert.Equal("acme", SearchText.Fold(text));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("en-US")]
    [InlineData("zh-Hans")]
    public void Turkish_letters_fold_alike_under_every_culture(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal(["istanbul", "istanbul", "istanbul", "isik"],
                new[] { "İSTANBUL", "istanbul", "ISTANBUL", "Işık" }.Select(SearchText.Fold));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("Acme \ud800 Ltd")]
    [InlineData("\udc00")]
    [InlineData("Acme \ufffe")]
    public void Broken_Unicode_does_not_throw(string text) => Assert.Contains('\ufffd', SearchText.Fold(text));

    [Fact]
    public void Folding_twice_changes_nothing()
    {
        var unstable = from code in Enumerable.Range(0, 0x20000)
                       where code is < 0xd800 or > 0xdfff
                       let once = SearchText.Fold("a" + char.ConvertFromUtf32(code) + "b")
                       where SearchText.Fold(once) != once
                       select $"U+{code:X4}";
        Assert.Empty(unstable);
    }

    [Fact]
    public void Ten_thousand_characters_are_folded_whole()
    {
        var text = string.Concat(Enumerable.Repeat("Ä王 ", 3_334));
        Assert.Equal(string.Concat(Enumerable.Repeat("a王 ", 3_334)).TrimEnd(), SearchText.Fold(text));
    }
}
