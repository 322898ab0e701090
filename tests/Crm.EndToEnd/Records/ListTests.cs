using System.Text.RegularExpressions;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Records;

[Collection(OnPostgres.Lane)]
public sealed class ListTests(OnPostgres product) : BrowserTest(product)
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
            await page.ReachesAsync(new Regex("columns="));
            await page.Locator("th[data-head=price] button").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
            await page.ReachesAsync(new Regex("sort=name%2Cprice"));
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

    [Fact]
    public async Task A_cell_that_somebody_else_changed_asks_which_value_stays()
    {
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await using var another = await AnotherPersonAsync(new() { BaseURL = App.AddressOf("demo").ToString() });
            var other = await another.NewPageAsync();
            await other.SignInAsync();
            foreach (var desk in new[] { page, other })
            {
                await desk.GotoAsync("/contacts?sort=name&columns=name,phone,jobTitle");
                await desk.WaitForSelectorAsync(".rail .n");
                await desk.Locator("[data-cell=jobTitle]").First.DblClickAsync();
                await desk.Locator("td.ed input").FillAsync(desk == page ? "Head of purchasing" : "Head of sales");
            }
            await other.Keyboard.PressAsync("Enter");
            // The value is shown at once and saved behind it: only what is saved can collide.
            await Expect(other.Locator("[data-cell=jobTitle]").First).ToHaveClassAsync(new Regex(@"\bsaved\b"));
            await Expect(other.Locator("[data-cell=jobTitle]").First).ToContainTextAsync("Head of sales");

            await page.Keyboard.PressAsync("Enter");
            var asked = page.Locator("tr[data-conflict=jobTitle]");
            await Expect(asked).ToContainTextAsync("Head of purchasing");
            await Expect(asked).ToContainTextAsync("Head of sales");
            await asked.Locator("input").First.CheckAsync();
            await page.Locator("dialog[open] .btn.p").ClickAsync();

            await Expect(page.Locator("[data-cell=jobTitle]").First).ToContainTextAsync("Head of purchasing");
            await Expect(other.Locator("[data-cell=jobTitle]").First).ToContainTextAsync("Head of purchasing");
        }, new() { BaseURL = App.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task A_block_longer_than_the_screen_goes_on_in_the_order_of_the_list_and_a_longer_one_points_to_the_import()
    {
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await page.GotoAsync("/contacts?sort=name&columns=name,city,email");
            await page.WaitForSelectorAsync(".rail .n");
            await page.Locator("tr[data-row] [data-cell=city]").First.ClickAsync();
            await PasteAsync(page, string.Concat(Enumerable.Range(1, 62).Select(i => $"Nordhavn\t{(i == 61 ? "a few" : $"desk{i}@nordhavn.example")}\n")));

            await Expect(page.Locator("dialog.pastes")).ToContainTextAsync("a few");
            await page.Locator("dialog.pastes .btn.p").ClickAsync();

            // The bad cell is named by its record and field; its neighbour went in.
            await Expect(page.Locator("dialog.pastes tr")).ToHaveCountAsync(1);
            await Expect(page.Locator("dialog.pastes tr")).ToContainTextAsync("a few");
            await page.Locator("dialog.pastes .x").ClickAsync();
            var undo = page.Locator(".toast .undo");
            await Expect(undo).ToBeVisibleAsync();
            var found = await page.Context.NewPageAsync();
            await found.GotoAsync("/contacts?columns=name,city&filter=" + Uri.EscapeDataString("city eq 'Nordhavn'"));
            await Expect(found.Locator("tfoot .title")).ToContainTextAsync("62");

            await undo.ClickAsync();
            await Expect(page.Locator("tr[data-row] [data-cell=city]").First).Not.ToContainTextAsync("Nordhavn");
            await found.ReloadAsync();
            await Expect(found.Locator("tr[data-row]")).ToHaveCountAsync(0);

            await page.Locator("tr[data-row] [data-cell=city]").First.ClickAsync();
            await PasteAsync(page, string.Concat(Enumerable.Repeat("Nordhavn\n", 501)));
            await Expect(page.Locator("dialog.pastes a[href='/import/contacts']")).ToBeVisibleAsync();
        }, new() { BaseURL = App.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task A_board_of_some_deals_is_kept_as_a_view_and_a_calendar_goes_back_to_the_month_before()
    {
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await page.OpenBoardAsync("/deals/board?filter=" + Uri.EscapeDataString("owner eq 'me'"));
            var cards = page.Locator(".board .card[data-id] .t");
            await Expect(cards.First).ToBeVisibleAsync();
            var kept = await cards.AllInnerTextsAsync();
            await page.Locator(".unsaved [popovertarget=view-edit]").ClickAsync();
            await page.Locator("#view-edit input").First.FillAsync("My board");
            await page.Locator("#view-edit button[type=submit]").ClickAsync();
            var tab = page.Locator(".tab").Filter(new() { HasText = "My board" });
            await Expect(tab).ToHaveAttributeAsync("aria-current", "true");
            await Expect(page.Locator(".unsaved")).ToHaveCountAsync(0);
            await page.ReachesAsync(new Regex("/deals/board.*view="));
            await page.ReloadAsync();
            await Expect(tab).ToHaveAttributeAsync("aria-current", "true");
            await Expect(page.Locator(".filters .chip.on")).ToHaveCountAsync(1);
            await Expect(cards).ToHaveTextAsync(kept);

            // From the list the tab leads back to the board.
            await page.GotoAsync("/deals");
            await page.LiveAsync();
            await tab.ClickAsync();
            await page.ReachesAsync(new Regex("/deals/board"));
            await Expect(cards).ToHaveTextAsync(kept);

            await page.GotoAsync("/deals?kind=calendar");
            await page.LiveAsync();
            var month = page.Locator(".monthbar h2");
            var present = await month.InnerTextAsync();
            await page.Locator(".monthbar .ib").Last.ClickAsync();
            await page.ReachesAsync(new Regex("[?&]at=[0-9]{4}-[0-9]{2}$"));
            await Expect(month).Not.ToHaveTextAsync(present);
            var next = await month.InnerTextAsync();
            await page.Locator(".monthbar .ib").Last.ClickAsync();
            await Expect(month).Not.ToHaveTextAsync(next);
            await page.GoBackAsync();
            await Expect(month).ToHaveTextAsync(next);
            await page.ReloadAsync();
            await Expect(month).ToHaveTextAsync(next);
            await page.LiveAsync();
            await page.GoBackAsync();
            await Expect(month).ToHaveTextAsync(present);
            Assert.DoesNotContain("at=", page.Url, StringComparison.Ordinal);
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
