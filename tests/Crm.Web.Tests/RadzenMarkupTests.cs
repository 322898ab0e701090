using Bunit;
using Radzen;
using Radzen.Blazor;

namespace Crm.Web.Tests;

public sealed class RadzenMarkupTests : BunitContext
{
    public RadzenMarkupTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddRadzenComponents();
    }

    [Fact]
    public void A_button_shows_its_text_and_answers_a_click()
    {
        var clicks = 0;
        var button = Render<RadzenButton>(p => p.Add(b => b.Text, "保存").Add(b => b.Click, _ => clicks++));

        button.Find("button").Click();

        Assert.Equal(1, clicks);
        button.Find(".rz-button-text").MarkupMatches("""<span class="rz-button-text">保存</span>""");
    }
}
