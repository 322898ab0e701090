using System.Text.RegularExpressions;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Records;

[Collection(OnPostgres.Lane)]
public sealed class RecordTests(OnPostgres product) : BrowserTest(product)
{
    [Fact]
    public async Task A_company_is_made_edited_deleted_and_brought_back()
    {
        await InBrowser(async page =>
        {
            await page.SignInAsync();

            await page.GotoAsync("/companies");
            await ReadyAsync(page);
            await page.Keyboard.PressAsync("c");
            await page.WaitForSelectorAsync("form[data-draft]");
            await page.Locator("#f-name").FillAsync("Zumgoity Instruments");
            await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Zumgoity Instruments" })).ToBeVisibleAsync();
            await page.ReachesAsync(new Regex("/companies/[0-9a-f-]{36}$"));

            await page.Locator("dt:text-is('City') + dd").ClickAsync();
            await page.Locator(".facts input[name=city]").FillAsync("Lisbon");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("dt:text-is('City') + dd")).ToContainTextAsync("Lisbon");
            await Expect(page.Locator(".tl .diffs li").First).ToContainTextAsync("Lisbon");

            await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
            await Expect(page.GetByText("Undone")).ToBeVisibleAsync();
            await page.GotoAsync("/companies?search=zumgoity");
            await Expect(page.Locator("tbody")).ToContainTextAsync("Zumgoity Instruments");

            await ReadyAsync(page);
            await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search this list" }).FillAsync("nobody at all");
            await page.Keyboard.PressAsync("Enter");
            await page.ReachesAsync(new Regex("search=nobody"));
            await page.ReloadAsync();
            await Expect(page.GetByText("Nothing matches")).ToBeVisibleAsync();
        }, new() { BaseURL = App.AddressOf("demo").ToString() });
    }

    /// <summary>The menu's counts come with the circuit: from then on the page answers.</summary>
    private static Task ReadyAsync(IPage page) => page.WaitForSelectorAsync(".rail .n");
}
