using System.Text.RegularExpressions;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Records;

[Collection(RecordLane.Name)]
public sealed class ListTests(Product product) : BrowserTest(product)
{
    [Fact]
    public async Task A_list_is_arranged_edited_and_pasted_into_and_the_view_is_kept_for_everyone()
    {
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await page.GotoAsync("/products?sort=name");
            await page.WaitForSelectorAsync(".rail .n");

            // A column moves by the keyboard, is sorted by as a second one, and the address says so.
            await page.Locator("th[data-head=series] button").FocusAsync();
            await page.Keyboard.PressAsync("Alt+ArrowRight");
            await page.WaitForURLAsync(new Regex("columns="));
            await page.Locator("th[data-head=price] button").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
            await page.WaitForURLAsync(new Regex("sort=name%2Cprice"));
            var arranged = await HeadsAsync(page);

            // A price is typed into its cell; one that is none stays beside it with the reason.
            var first = page.Locator("tr[data-row]").First;
            await first.Locator("[data-cell=price]").DblClickAsync();
            await page.Locator("td.ed input").FillAsync("1234");
            await page.Keyboard.PressAsync("Enter");
            await Expect(first.Locator("[data-cell=price]")).ToContainTextAsync("1,234");
            await first.Locator("[data-cell=price]").DblClickAsync();
            await page.Locator("td.ed input").FillAsync("a lot");
            await page.Keyboard.PressAsync("Tab");
            await Expect(first.Locator("[data-cell=price].failed .why")).ToContainTextAsync("a lot");
            await Expect(first.Locator("[data-cell=price]")).ToContainTextAsync("1,234");

            // Two prices come from a spreadsheet and are taken back by one click.
            await first.Locator("[data-cell=price]").ClickAsync();
            await PasteAsync(page, "77\n88\n");
            await Expect(page.Locator("tr[data-row]").Nth(1).Locator("[data-cell=price]")).ToContainTextAsync("88");
            await page.Locator(".toast .undo").ClickAsync();
            await Expect(first.Locator("[data-cell=price]")).ToContainTextAsync("1,234");

            // What is seen is kept under a name, and a link to it shows the same.
            await page.Locator(".unsaved [popovertarget=view-edit]").ClickAsync();
            await page.Locator("#view-edit input").First.FillAsync("Price list");
            await page.Locator("#view-edit select").SelectOptionAsync("All");
            await page.Locator("#view-edit button[type=submit]").ClickAsync();
            await Expect(page.Locator(".tab.on")).ToHaveTextAsync("Price list");
            await Expect(page.Locator(".unsaved")).ToHaveCountAsync(0);
            Assert.Equal(arranged, await HeadsAsync(page));
            await page.GotoAsync(page.Url);
            Assert.Equal(arranged, await HeadsAsync(page));
        }, new() { BaseURL = App.AddressOf("demo").ToString() });
    }

    private static async Task<string> HeadsAsync(IPage page) =>
        string.Join(',', await page.Locator("th[data-head]").EvaluateAllAsync<string[]>("heads => heads.map(h => h.dataset.head)"));

    private static Task PasteAsync(IPage page, string text) => page.EvaluateAsync("""
        text => {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """, text);
}
