using System.Text.RegularExpressions;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Records;

/// <summary>A sales person's day without a mouse: not one click from the sign-in on.</summary>
[Collection(OnPostgres.Lane)]
public sealed partial class KeyboardDayTests(OnPostgres product) : BrowserTest(product)
{
    [Theory]
    [InlineData("en-US", "Deals", "Orchard chairs")]
    [InlineData("zh-Hans", "商机", "果园椅子采购")]
    public Task A_sales_persons_day_is_done_from_the_keyboard_alone(string culture, string deals, string title) => InBrowser(async page =>
    {
        await page.GotoAsync("/sign-in");
        // The browser sets the focus with its first frame, which may come after the page has been loaded.
        await Expect(page.Locator("#email")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Story.DemoEmail);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Story.DemoPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.LeavesAsync("/sign-in");
        await ReadyAsync(page);

        await GoAsync(page, deals, "/deals");
        await page.Keyboard.PressAsync("c");
        await page.WaitForSelectorAsync("form.sheetform[data-draft] input[name=name]");
        await TabToAsync(page, "input[name=name]");
        await page.Keyboard.TypeAsync(title);
        await page.Keyboard.PressAsync("Enter");
        await page.ReachesAsync(RecordAddress());
        await Expect(page.Locator("h1")).ToContainTextAsync(title);
        await Expect(page.Locator(".composer textarea")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("c");
        await Expect(page.Locator(".composer textarea")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Called: they want two hundred");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("main")).ToContainTextAsync("they want two hundred");

        await TabToAsync(page, ".path button");
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".path button").Nth(1)).ToHaveAttributeAsync("aria-checked", "true");

        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("e");
        await Expect(page.Locator(".facts input[name=name]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" 2");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToContainTextAsync(title + " 2");

        await GoAsync(page, deals, "/deals");
        // What was looked at last stands first.
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("#palette [data-recent] [data-option].on .t")).ToHaveTextAsync(title + " 2");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#palette[open]")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync(title);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-rows] tbody tr[data-row]")).ToHaveCountAsync(1);
        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator(".side h1, .side h2").First).ToContainTextAsync(title + " 2");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".side")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator(".bulk")).ToBeVisibleAsync();
        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".bulk")).ToHaveCountAsync(0);

        // Whoever does not want keys that act at a touch turns them off, and on again.
        await page.Keyboard.PressAsync("?");
        await TabToAsync(page, "[data-single-keys]");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("c");
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#key-help[open]")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-keys", "off");
        Assert.EndsWith("/deals", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
    }, new() { BaseURL = App.AddressOf("demo").ToString(), Locale = culture });

    /// <summary>By the palette to a page.</summary>
    private static async Task GoAsync(IPage page, string words, string address)
    {
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(words);
        await Expect(page.Locator("#palette-hits")).ToHaveAttributeAsync("data-for", words);
        for (var i = 0; i < 20 && await page.Locator($"#palette [data-option].on[href='{address}']").CountAsync() == 0; i++)
            await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.ReachesAsync(new Regex(Regex.Escape(address) + @"(\?|$)"));
        await Expect(page.Locator("a[data-key=c]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-rows] tbody tr[data-row]").First).ToBeVisibleAsync();
    }

    /// <summary>Tab until the focus is there; a place that cannot be reached so fails.</summary>
    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 120; i++)
        {
            if (await page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) ?? false", selector))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"{selector} is not reached by the Tab key.");
    }

    private static Task ReadyAsync(IPage page) => page.WaitForSelectorAsync(".rail .n");

    [GeneratedRegex("/deals/[0-9a-f-]{36}$")]
    private static partial Regex RecordAddress();
}
