using System.Text.RegularExpressions;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Records;

[Collection(OnPostgres.Lane)]
public sealed class RecordPageTests(OnPostgres product) : BrowserTest(product)
{
    [Fact]
    public async Task A_record_opens_beside_its_list_and_leads_on_to_the_next()
    {
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await page.GotoAsync("/companies?sort=name");
            await ReadyAsync(page);
            var rows = page.Locator("tbody tr a[data-open]");
            var (second, third) = (await TitleAsync(rows.Nth(1)), await TitleAsync(rows.Nth(2)));

            await rows.Nth(1).ClickAsync();
            var title = page.Locator(".side .title");
            await Expect(title).ToHaveTextAsync(second);
            await Expect(title).ToBeFocusedAsync();
            await page.ReachesAsync(new Regex(@"/companies\?sort=name&open=companies"));
            await page.Keyboard.PressAsync("j");
            await Expect(title).ToHaveTextAsync(third);
            await Expect(page.Locator(".side .place")).ToHaveTextAsync(new Regex("^3 / "));

            await page.ReloadAsync();
            await Expect(title).ToHaveTextAsync(third);
            await ReadyAsync(page);
            await page.Keyboard.PressAsync("Escape");
            await Expect(page.Locator(".side")).ToHaveCountAsync(0);
            await Expect(rows.Nth(2)).ToBeFocusedAsync();

            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("h1")).ToHaveTextAsync(third);
            await page.GetByRole(AriaRole.Button, new() { Name = "Previous record" }).ClickAsync();
            await Expect(page.Locator("h1")).ToHaveTextAsync(second);
            await page.Locator(".crumb a").ClickAsync();
            await page.ReachesAsync(new Regex(@"/companies\?sort=name$"));

            await page.OpenBoardAsync();
            await page.Locator(".card[data-id]").First.ClickAsync();
            await Expect(page.Locator(".side .path")).ToBeVisibleAsync();
            await page.GoBackAsync();
            await Expect(page.Locator(".side")).ToHaveCountAsync(0);
        }, new() { BaseURL = App.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task A_colleague_is_mentioned_the_next_step_is_planned_done_and_pinned_and_a_contact_is_added_in_place()
    {
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await OpenNewCompanyAsync(page, "Hatfan");

            await page.Keyboard.PressAsync("c");
            await page.Keyboard.TypeAsync("Ask @wang j");
            await Expect(page.Locator("[data-mention-pick]")).ToHaveCountAsync(1);
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.TypeAsync("about the fair");
            await page.Keyboard.PressAsync("Control+Enter");
            var note = page.Locator(".tl .box.entry").First;
            await Expect(note).ToContainTextAsync("Ask @Wang Jing about the fair");
            await Expect(note.Locator("a.mention")).ToHaveAttributeAsync("href", new Regex("^/members/"));

            await page.GetByRole(AriaRole.Button, new() { Name = "Schedule next step" }).ClickAsync();
            await Expect(page.Locator(".composer textarea")).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync("Send the quote");
            await page.Keyboard.PressAsync("Control+Enter");
            await Expect(page.Locator(".next")).ToContainTextAsync("Send the quote");
            await page.Locator(".next").GetByRole(AriaRole.Button, new() { Name = "Done: Send the quote" }).ClickAsync();
            await Expect(page.Locator(".next.none")).ToBeVisibleAsync();

            await page.Locator(".tlbar").GetByRole(AriaRole.Button, new() { Name = "Notes" }).ClickAsync();
            await Expect(page.Locator(".tl .ev")).ToHaveCountAsync(1);
            await page.Locator(".tl .box.entry").HoverAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Pin to the top" }).ClickAsync();
            await Expect(page.Locator(".pinned")).ToContainTextAsync("about the fair");

            await page.GetByRole(AriaRole.Button, new() { Name = "Add contact" }).ClickAsync();
            await page.Locator(".quickadd input").FillAsync("Li Wei");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".rel a.cut").Filter(new() { HasText = "Li Wei" })).ToBeVisibleAsync();
        }, new() { BaseURL = App.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task The_longest_note_is_saved_in_a_script_of_three_bytes_a_letter()
    {
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await OpenNewCompanyAsync(page, "Long Words");
            await page.Locator(".composer textarea").FillAsync("第一句" + new string('长', 19_994) + "末一句");
            await page.Keyboard.PressAsync("Control+Enter");

            var note = page.Locator(".tl .box.entry").First;
            await Expect(note).ToContainTextAsync("第一句");
            await Expect(note).ToContainTextAsync("末一句");
            await page.ReloadAsync();
            await Expect(note).ToContainTextAsync("末一句");
        }, new() { BaseURL = App.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task What_was_typed_survives_a_closed_tab_and_a_server_that_was_killed()
    {
        await InBrowser(async first =>
        {
            await first.SignInAsync();
            await first.GotoAsync("/companies/new");
            await first.WaitForSelectorAsync("form[data-draft]");
            await first.Locator("#f-name").FillAsync("Konex Instruments");
            await first.Locator("#f-tags").PressSequentiallyAsync("harbour,");
            await Expect(first.Locator("form .chipbox .tag")).ToContainTextAsync("harbour");
            await first.CloseAsync();

            var page = await first.Context.NewPageAsync();
            await page.GotoAsync("/companies/new");
            await Expect(page.Locator("#f-name")).ToHaveValueAsync("Konex Instruments");
            await Expect(page.Locator(".draftline")).ToContainTextAsync("restored");
            await Expect(page.Locator("form .chipbox .tag")).ToContainTextAsync("harbour");
            await page.Locator("#f-city").FillAsync("Tromsø");

            await App.KillAsync();
            await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            await Expect(page.Locator("#f-city")).ToHaveValueAsync("Tromsø");
            await App.StartAgainAsync();
            // The page finds out by itself that its circuit is gone, and begins anew.
            await Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync(new() { Timeout = 90_000 });
            await page.WaitForSelectorAsync("form[data-draft]");
            await Expect(page.Locator("#f-city")).ToHaveValueAsync("Tromsø");
            await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
            await Expect(page.Locator("h1")).ToHaveTextAsync("Konex Instruments");
            await Expect(page.Locator(".facts").First).ToContainTextAsync("harbour");

            await page.GotoAsync("/companies/new");
            await page.WaitForSelectorAsync("form[data-draft]");
            await Expect(page.Locator("#f-name")).ToHaveValueAsync("");

            // What is chosen rather than typed is kept as well.
            await page.GotoAsync("/meetings/new");
            await page.WaitForSelectorAsync("form[data-draft]");
            await page.Locator("#f-recurrence").SelectOptionAsync("WEEKLY");
            await Expect(page.Locator("form [name=recurrence]")).ToHaveValueAsync("FREQ=WEEKLY");
            await page.ReloadAsync();
            await Expect(page.Locator("#f-recurrence")).ToHaveValueAsync("WEEKLY");
        }, new() { BaseURL = App.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task An_address_is_written_part_by_part_and_found_and_formatted_text_is_typed_changed_and_taken_back()
    {
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await page.DefineFieldAsync("/settings/fields/companies", "Delivery", "richtext");
            await OpenNewCompanyAsync(page, "Bluth Freight");
            var company = page.Url;

            var address = page.Locator(".facts dd[data-drafts$='/billingAddress']");
            await address.ClickAsync();
            var form = page.Locator(".facts form");
            foreach (var (part, value) in new[] { ("street", "Bryggen 7"), ("city", "Bergen"), ("postalCode", "5003") })
                await form.Locator($"[name='billingAddress.{part}']").FillAsync(value);
            await form.Locator("[name='billingAddress.country']").SelectOptionAsync("NO");
            await form.Locator("[name='billingAddress.city']").PressAsync("Enter");
            await Expect(address).ToContainTextAsync("Bryggen 7");
            await Expect(address).ToContainTextAsync("5003");
            await Expect(address).ToContainTextAsync("Norway");

            await page.GotoAsync("/companies");
            await page.LiveAsync();
            await page.Locator(".filters [popovertarget=filter-edit]").ClickAsync();
            var filter = page.Locator("#filter-edit");
            await filter.Locator("select").First.SelectOptionAsync("billingAddress.city");
            await filter.Locator("input[type=text]").FillAsync("Bergen");
            await filter.Locator("button[type=submit]").ClickAsync();
            await page.ReachesAsync(new Regex("filter=billingAddress.city"));
            await Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(1);
            await Expect(page.Locator("tr[data-row]")).ToContainTextAsync("Bluth Freight");

            // Words, a list and a link, without a mouse.
            await page.GotoAsync(company);
            await page.WaitForSelectorAsync("form.composer[data-draft]");
            var text = page.Locator(".facts dd[data-drafts$='/delivery']");
            await text.Locator(".pen").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".area")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Control+b");
            await page.Keyboard.TypeAsync("By ship");
            await page.Keyboard.PressAsync("Control+b");
            await page.Keyboard.TypeAsync(" on");
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.PressAsync("Control+Shift+Digit8");
            await page.Keyboard.TypeAsync("Mondays");
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.TypeAsync("see ");
            await page.Keyboard.PressAsync("Control+k");
            await Expect(page.Locator("[data-link] input")).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync("bluth.example/sailings");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".area")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Control+Enter");
            var rich = text.Locator(".rich");
            await Expect(rich.Locator("strong")).ToHaveTextAsync("By ship");
            await Expect(rich.Locator("li")).ToHaveTextAsync(["Mondays", "see bluth.example/sailings"]);
            await Expect(rich.Locator("a")).ToHaveAttributeAsync("href", "https://bluth.example/sailings");

            await text.Locator(".pen").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".area li")).ToHaveCountAsync(2);
            await page.Keyboard.PressAsync("Control+a");
            await page.Keyboard.TypeAsync("By train");
            await page.Keyboard.PressAsync("Control+Enter");
            await Expect(rich).ToHaveTextAsync("By train");

            // What it was before comes back whole.
            await text.HoverAsync();
            await text.Locator(".past").ClickAsync();
            await page.Locator(".past-values li").Nth(1).Locator(".btn").ClickAsync();
            await Expect(rich.Locator("strong")).ToHaveTextAsync("By ship");
            await Expect(rich.Locator("li")).ToHaveCountAsync(2);
            await page.Locator(".toast .undo").ClickAsync();
            await Expect(rich).ToHaveTextAsync("By train");
        }, new() { BaseURL = App.AddressOf("demo").ToString() });
    }

    private static async Task OpenNewCompanyAsync(IPage page, string name)
    {
        await page.GotoAsync("/companies/new");
        await page.WaitForSelectorAsync("form[data-draft]");
        await page.Locator("#f-name").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await page.WaitForSelectorAsync("form.composer[data-draft]");
    }

    private static async Task<string> TitleAsync(ILocator link) => (await link.Locator("b").InnerTextAsync()).Trim();

    /// <summary>The menu's counts come with the circuit: from then on the page answers.</summary>
    private static Task ReadyAsync(IPage page) => page.WaitForSelectorAsync(".rail .n");
}
