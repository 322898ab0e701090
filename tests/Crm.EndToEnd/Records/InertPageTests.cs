using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Records;

/// <summary>Whatever somebody writes anywhere stays words on every page: nothing of it runs.</summary>
[Collection(RecordLane.Name)]
public sealed class InertPageTests(Product product) : BrowserTest(product)
{
    private const string Attack = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";

    [Fact]
    public Task Script_in_names_labels_choices_tags_and_formatted_text_is_shown_and_never_run() => InBrowser(async page =>
    {
        var ran = false;
        page.Dialog += async (_, dialog) =>
        {
            ran = true;
            await dialog.DismissAsync();
        };
        await page.SignUpAsync(App, "Eve <b onclick=1>", "eve@inert.example", "a long enough password", "Inert <script>window.hit=1</script>", "inert");

        async Task GoAsync(string path) => await page.GotoAsync(new Uri(App.AddressOf("inert"), path).ToString());
        async Task InertAsync(string? shown = Attack)
        {
            if (shown is not null)
                await Expect(page.GetByText(shown).Filter(new() { Visible = true }).First).ToBeVisibleAsync();
            Assert.False(ran || await page.EvaluateAsync<bool>("() => 'hit' in window"), $"Something ran on {page.Url}.");
            Assert.Equal(0, await page.Locator("img[onerror], [onclick]").CountAsync());
        }

        foreach (var kind in new[] { "richtext", "choice", "tags", "address" })
            await DefineAsync(kind);
        await InertAsync($"{Attack} richtext");

        await GoAsync("companies/new");
        var name = page.Locator("form.sheetform [name=name]");
        // Until the page is live it takes no words.
        await page.Locator(".richbox .area[contenteditable=true]").ClickAsync();
        await page.Keyboard.TypeAsync(Attack);
        await name.FillAsync(Attack);
        await page.Locator("[name$='.city']").First.FillAsync(Attack);
        await page.Locator("form.sheetform select[name^=img]").First.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("form.sheetform footer .btn.p").ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/new", StringComparison.Ordinal));
        await Expect(page.Locator("h1")).ToHaveTextAsync(Attack);
        await Expect(page.Locator(".facts .rich")).ToHaveTextAsync(Attack);
        await InertAsync();

        await GoAsync("deals/new");
        await name.FillAsync(Attack);
        await page.Locator("form.sheetform footer .btn.p").ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/new", StringComparison.Ordinal));
        foreach (var path in new[] { "companies", "deals", "deals/board", "settings/fields/companies" })
        {
            await GoAsync(path);
            await InertAsync();
        }
        await GoAsync("");
        await InertAsync(null);
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("img src");
        await Expect(page.Locator("#palette-hits")).ToContainTextAsync(Attack);
        await InertAsync(null);

        async Task DefineAsync(string kind)
        {
            await GoAsync("settings/fields/companies");
            var form = page.Locator("form.fieldedit");
            while (await form.CountAsync() == 0)
                // A click before the page is live does nothing; one that worked takes the button away.
                await page.Locator(".top .btn.p, header .btn.p").EvaluateAllAsync<object?>("buttons => { buttons[0]?.click(); return null; }");
            await form.Locator("input").First.FillAsync($"{Attack} {kind}");
            await form.Locator("select").First.SelectOptionAsync(kind);
            if (kind == "choice")
            {
                await form.Locator("fieldset .btn.g").Last.ClickAsync();
                await form.Locator(".option input").Last.FillAsync(Attack);
            }
            await form.Locator("footer .btn.p").ClickAsync();
            await Expect(form).ToHaveCountAsync(0);
        }
    });
}
