using Crm.EndToEnd.Running;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Records;

/// <summary>What a page shows first, before its circuit has begun.</summary>
[Collection(OnPostgres.Lane)]
public sealed class FirstPaintTests(OnPostgres product) : BrowserTest(product)
{
    // Notes when what was there is there no more, at any moment in which the browser could have painted.
    private const string Watch = """
        selector => {
          globalThis.shown = false;
          globalThis.gone = false;
          new MutationObserver(() => {
            const is = document.querySelector(selector) !== null;
            if (globalThis.shown && !is) globalThis.gone = true;
            globalThis.shown ||= is;
          }).observe(document, { childList: true, subtree: true });
        }
        """;

    [Theory]
    [InlineData("/deals?sort=-amount", "tbody tr[data-row]")]
    [InlineData("/deals/board", ".card[data-id]")]
    [InlineData("/companies?kind=cards", "main a[href^='/companies/']")]
    public Task What_a_page_shows_stays_while_its_circuit_begins(string address, string selector) => InBrowser(async page =>
    {
        await page.SignInAsync();
        await page.AddInitScriptAsync($"({Watch})({System.Text.Json.JsonSerializer.Serialize(selector)})");

        await page.GotoAsync(address);
        await page.LiveAsync();
        await Expect(page.Locator(selector).First).ToBeVisibleAsync();

        Assert.True(await page.EvaluateAsync<bool>("globalThis.shown"));
        Assert.False(await page.EvaluateAsync<bool>("globalThis.gone"), "What was shown went away for a moment.");
        Assert.DoesNotContain("ComponentStatePersistenceManager", App.Log);
    }, new() { BaseURL = App.AddressOf("demo").ToString() });
}
