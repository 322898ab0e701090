using Bunit;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared.Text;
using Crm.Web.Records.Editing;
using Crm.Web.Tests.Integration;

namespace Crm.Web.Tests.Records.Editing;

public sealed class RichTextEditorTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    private static readonly string Terms = RichText.Clean("<p>Net <b>30 days</b></p>")!;

    [Fact]
    public async Task The_editor_begins_with_what_is_stored_and_nothing_that_acts()
    {
        await using var editors = await Editors.InAsync(product, "en-US");

        editors.Show(Editors.InputFor(TermsOf(editors), Terms + "<img src=x onerror=alert(1)>"));

        Assert.Equal(Terms, Assert.Single(editors.JSInterop.Invocations["attach"]).Arguments[1]);
    }

    [Theory]
    [InlineData("en-US", "Bold", "Italic", "Heading", "Bulleted list", "Numbered list", "Link")]
    [InlineData("zh-Hant", "粗體", "斜體", "標題", "項目符號清單", "編號清單", "連結")]
    public async Task Each_button_of_the_toolbar_has_a_name_and_says_whether_it_is_pressed(string language, params string[] names)
    {
        await using var editors = await Editors.InAsync(product, language);

        var editor = editors.Show(Editors.InputFor(TermsOf(editors), Terms));

        var buttons = editor.FindAll("[role=toolbar] [data-do]");
        Assert.Equal(names, buttons.Select(b => b.GetAttribute("aria-label")));
        Assert.Equal(names, buttons.Select(b => b.GetAttribute("title")));
        Assert.All(buttons, b => Assert.Equal("false", b.GetAttribute("aria-pressed")));
        Assert.All(buttons, b => Assert.Equal("button", b.GetAttribute("type")));
        Assert.Equal(editor.Find("[role=group]").GetAttribute("aria-label"), editor.Find("[role=textbox]").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task What_the_browser_tells_is_cleaned_before_it_is_kept()
    {
        await using var editors = await Editors.InAsync(product, "en-US");
        var input = Editors.InputFor(TermsOf(editors), Terms);
        var told = 0;
        var editor = editors.Show(input, () => told++).FindComponent<RichTextBox>();

        await editor.InvokeAsync(() => editor.Instance.PutAsync("<p onclick=\"alert(1)\">Net <strong>60 days</strong><script>alert(1)</script></p>"));

        Assert.DoesNotContain("alert", input.Text, StringComparison.Ordinal);
        Assert.Contains("60 days", RichText.PlainOf(input.Text), StringComparison.Ordinal);
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task A_text_that_is_too_long_says_so_beside_the_editor_until_it_is_shorter()
    {
        await using var editors = await Editors.InAsync(product, "en-US");
        var input = Editors.InputFor(TermsOf(editors), Terms);
        var editor = editors.Show(input);
        var box = editor.FindComponent<RichTextBox>();

        await box.InvokeAsync(() => box.Instance.TooLongAsync(RichTextKind.MaxLength + 1));
        editor.Render();

        var said = editor.Find("[role=alert]");
        Assert.Equal(said.Id, editor.Find("[role=textbox]").GetAttribute("aria-describedby"));
        Assert.Equal("true", editor.Find("[role=textbox]").GetAttribute("aria-invalid"));

        await box.InvokeAsync(() => box.Instance.PutAsync("<p>Net 30</p>"));
        editor.Render();

        Assert.Empty(editor.FindAll("[role=alert],[aria-invalid]"));
    }

    [Fact]
    public async Task Who_may_not_change_it_reads_it_formatted()
    {
        await using var editors = await Editors.InAsync(product, "en-US");

        var shown = editors.Read(TermsOf(editors), Terms);

        Assert.Equal("30 days", shown.Find(".rich :is(b,strong)").TextContent);
        Assert.Empty(shown.FindAll("[contenteditable],button"));
    }

    private static Field TermsOf(Editors editors) => editors.Companies["description"] with { Name = "terms", Kind = FieldKinds.RichText };
}
