using System.Text.RegularExpressions;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Records;

/// <summary>Nothing is lost: many records at once, two people on one record, and the way back from each.</summary>
public sealed class SafetyTests(Product product) : BrowserTest(product)
{
    [Fact]
    public Task All_that_match_are_changed_with_progress_and_undone_and_a_conflict_is_asked_about() => InBrowser(async page =>
    {
        page.SetDefaultTimeout(60_000);
        await page.SignInAsync();
        await page.GotoAsync("/deals");
        await ReadyAsync(page);
        await page.Locator("thead .pick input").ClickAsync();
        await page.Locator("[data-all]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit…" }).ClickAsync();
        await page.Locator(".bulk-edit .add").SelectOptionAsync("expectedCloseOn");
        await page.Locator(".bulk-edit .row input").FillAsync("2031-03-01");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("[data-preview]")).ToBeVisibleAsync();
        await page.Locator(".bulk-edit footer button[type=submit]").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("changed");
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("2031");
        await page.Locator(".toast .undo").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("Undone");
        await Expect(page.Locator("tbody tr").First).Not.ToContainTextAsync("2031");

        await page.GotoAsync("/companies");
        var address = (await page.Locator("tbody a[data-open]").First.GetAttributeAsync("href"))!.Split('?')[0];
        await page.GotoAsync(address);
        await ReadyAsync(page);
        await page.Locator("dt:text-is('City') + dd").ClickAsync();
        await page.Locator(".facts input[name=city]").FillAsync("Lisbon");

        await using var elsewhere = await AnotherPersonAsync(new() { BaseURL = App.AddressOf("demo").ToString() });
        var other = await elsewhere.NewPageAsync();
        await other.SignInAsync();
        await other.GotoAsync(address);
        await ReadyAsync(other);
        await other.Locator("dt:text-is('City') + dd").ClickAsync();
        await other.Locator(".facts input[name=city]").FillAsync("Porto");
        await other.Keyboard.PressAsync("Enter");
        await Expect(other.Locator("dt:text-is('City') + dd")).ToContainTextAsync("Porto");

        await page.Locator(".facts input[name=city]").PressAsync("Enter");
        await page.Locator("[data-conflict=city] input").First.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the choice" }).ClickAsync();
        await Expect(other.Locator("dt:text-is('City') + dd")).ToContainTextAsync("Lisbon");

        // The first of the two edits is undone: the later one is in the way, and the page asks.
        await page.GotoAsync("/settings/changes");
        await ReadyAsync(page);
        await page.Locator("[data-act]").Nth(1).GetByRole(AriaRole.Button).ClickAsync();
        await page.WaitForURLAsync(new Regex("/settings/changes/[0-9a-f-]{36}$"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Restore all" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).ClickAsync();
        await Expect(other.Locator("dt:text-is('City') + dd")).Not.ToContainTextAsync("Lisbon");
    }, new() { BaseURL = App.AddressOf("demo").ToString() });

    /// <summary>The menu's counts come with the circuit: from then on the page answers.</summary>
    private static Task ReadyAsync(IPage page) => page.WaitForSelectorAsync(".rail .n");
}
