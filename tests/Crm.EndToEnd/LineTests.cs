using System.Text.RegularExpressions;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd;

/// <summary>What is typed is kept whatever happens to the line, and nothing pretends to have been saved.</summary>
[Collection(OnPostgres.Lane)]
public sealed class LineTests(OnPostgres product) : BrowserTest(product)
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(1500);

    [Theory]
    [InlineData("en-US")]
    [InlineData("zh-Hans")]
    public async Task A_line_that_is_cut_for_a_moment_loses_nothing_that_was_typed_meanwhile(string culture)
    {
        await using var line = new Line(App);
        await InBrowser(async page =>
        {
            await OpenFormAsync(page, "Konex Lines");
            line.Cut();
            await Expect(Status(page)).ToBeVisibleAsync();
            await page.Locator("#f-city").FillAsync("Lofoten");
            await page.Locator("#f-city").PressAsync("Enter");
            await Expect(Status(page).Locator(".when-held")).ToBeVisibleAsync();
            await page.Locator("form.sheetform button[type=submit]").ClickAsync();
            await Expect(page.Locator("#f-city")).ToHaveValueAsync("Lofoten");

            line.Mend();
            await Expect(Status(page)).ToBeHiddenAsync(new() { Timeout = 15_000 });
            await Expect(page.Locator("#f-city")).ToHaveValueAsync("Lofoten");
            await CreateAsync(page, "Konex Lines", "Lofoten");
        }, new() { BaseURL = line.AddressOf("demo").ToString(), Locale = culture });
    }

    [Fact]
    public async Task A_line_that_is_silent_for_a_minute_comes_back_to_the_same_page_with_all_that_was_typed()
    {
        await using var line = new Line(App);
        await InBrowser(async page =>
        {
            await page.Clock.InstallAsync();
            await OpenFormAsync(page, "Hatfan Silence");
            line.FallSilent();
            await page.Locator("#f-city").FillAsync("Ísafjörður");
            await page.Locator("#f-city").PressAsync("Tab");
            // Nobody said that the line is down: the page finds out after half a minute without a sign of life.
            await page.Clock.FastForwardAsync(60_000);
            line.Cut();
            await Expect(Status(page)).ToBeVisibleAsync();
            line.Mend();
            await Expect(Status(page)).ToBeHiddenAsync(new() { Timeout = 30_000 });
            await Expect(page.Locator(".draftline")).ToBeEmptyAsync();
            await CreateAsync(page, "Hatfan Silence", "Ísafjörður");
        }, new() { BaseURL = line.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task Ten_minutes_later_the_server_has_forgotten_the_page_and_what_was_typed_is_there_all_the_same()
    {
        await using var app = await App.StartNodeAsync(new Dictionary<string, string>([
            new("Circuits:DisconnectedCircuitRetentionPeriod", "00:00:01"), RunningApp.TellsOfCircuits]));
        await using var line = new Line(app);
        await InBrowser(async page =>
        {
            await page.Clock.InstallAsync();
            await OpenFormAsync(page, "Isdom Later");
            line.Cut();
            await Expect(Status(page)).ToBeVisibleAsync();
            await page.Locator("#f-city").FillAsync("Nuuk");
            await page.Clock.FastForwardAsync(600_000);
            await Expect(page.Locator("#f-city")).ToHaveValueAsync("Nuuk");
            await app.HasNoCircuitAsync();
            line.Mend();
            // A fresh page, in which the draft is laid over the empty form.
            await Expect(page.Locator(".draftline")).ToContainTextAsync("restored", new() { Timeout = 30_000 });
            await CreateAsync(page, "Isdom Later", "Nuuk");
        }, new() { BaseURL = line.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task Who_types_before_the_page_is_alive_goes_on_in_the_same_place()
    {
        await using var line = new Line(App);
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            line.Delay = TimeSpan.FromMilliseconds(150);
            await page.GotoAsync("/companies", new() { WaitUntil = WaitUntilState.Commit });
            var search = page.Locator(".bar input[type=search]");
            await search.ClickAsync();
            await page.Keyboard.TypeAsync("blue");
            await page.LiveAsync();
            await Expect(search).ToBeFocusedAsync();
            await Expect(search).ToHaveValueAsync("blue");
            line.Delay = default;
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("tbody tr[data-row]")).ToHaveCountAsync(1);
        }, new() { BaseURL = line.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task A_card_dropped_without_a_line_goes_back_and_says_so()
    {
        await using var line = new Line(App);
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await page.OpenBoardAsync();
            await page.AddCardAsync("Prospecting", "Cut while dragging");
            line.Cut();
            await Expect(Status(page)).ToBeVisibleAsync();
            await page.DragAsync(page.Card("Prospecting", "Cut while dragging"), page.Column("Proposal"));
            await Expect(Status(page).Locator(".when-held")).ToBeVisibleAsync();
            await Expect(page.Card("Prospecting", "Cut while dragging")).ToBeVisibleAsync();
            line.Mend();
            await Expect(Status(page)).ToBeHiddenAsync(new() { Timeout = 15_000 });
            await page.DragAsync(page.Card("Prospecting", "Cut while dragging"), page.Column("Proposal"));
            await Expect(page.Card("Proposal", "Cut while dragging")).ToBeVisibleAsync();
        }, new() { BaseURL = line.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task A_cell_says_at_once_that_it_is_on_its_way_and_keeps_what_a_broken_line_did_not_send()
    {
        await using var line = new Line(App);
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await page.GotoAsync("/products?sort=name&columns=name,price");
            await page.LiveAsync();
            var cell = page.Locator("tr[data-row]").First.Locator("[data-cell=price]");
            var input = cell.Locator("input");
            line.Delay = Slow;

            // Nothing comes through meanwhile: what is seen is there without an answer.
            await TypeAsync("4321");
            line.FallSilent();
            await input.PressAsync("Enter");
            await Expect(cell).ToContainClassAsync("sending");
            await Expect(input).ToHaveValueAsync("4321");
            line.Mend();
            await Expect(cell).ToContainClassAsync("saved");
            await Expect(cell).ToContainTextAsync("4,321");
            line.Delay = default;

            await TypeAsync("5432");
            line.FallSilent();
            await input.PressAsync("Enter");
            await Expect(cell).ToContainClassAsync("sending");
            line.Cut();
            await Expect(Status(page)).ToBeVisibleAsync();
            await Expect(cell).ToContainClassAsync("unsent");
            await Expect(cell).Not.ToContainClassAsync("sending");
            await Expect(input).ToHaveValueAsync("5432");
            await Expect(input).ToHaveAccessibleDescriptionAsync(new Regex("^Not sent yet"));
            line.Mend();
            await Expect(Status(page)).ToBeHiddenAsync();
            await Expect(input).ToBeFocusedAsync();
            await input.PressAsync("Enter");
            await Expect(cell).ToContainClassAsync("saved");
            await Expect(cell).ToContainTextAsync("5,432");
            await page.ReloadAsync();
            await Expect(cell).ToContainTextAsync("5,432");

            async Task TypeAsync(string price)
            {
                await cell.DblClickAsync();
                await input.FillAsync(price);
            }
        }, new() { BaseURL = line.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task A_card_dropped_on_a_slow_line_stands_in_its_new_column_before_any_answer()
    {
        await using var line = new Line(App);
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await page.OpenBoardAsync();
            await page.AddCardAsync("Prospecting", "Slowly dragged");
            var landed = page.Column("Proposal").Locator(".landing .card").Filter(new() { HasText = "Slowly dragged" });
            line.Delay = Slow;
            line.FallSilent();
            await page.DragAsync(page.Card("Prospecting", "Slowly dragged"), page.Column("Proposal"));
            await Expect(landed).ToBeVisibleAsync();
            await Expect(page.Card("Prospecting", "Slowly dragged")).ToBeHiddenAsync();
            line.Mend();
            await Expect(page.Card("Proposal", "Slowly dragged")).ToBeVisibleAsync();
            await Expect(landed).ToHaveCountAsync(0);
            await Expect(page.Card("Prospecting", "Slowly dragged")).ToHaveCountAsync(0);
        }, new() { BaseURL = line.AddressOf("demo").ToString() });
    }

    [Fact]
    public async Task Formatted_text_that_was_typed_without_a_line_or_left_in_a_closed_tab_is_there_again()
    {
        await using var line = new Line(App);
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            await page.DefineFieldAsync("/settings/fields/companies", "Terms", "richtext");
            await page.GotoAsync("/companies/new");
            await page.WaitForSelectorAsync("form[data-draft]");
            await page.Locator("#f-name").FillAsync("Konex Terms");
            var terms = page.Locator("#f-terms[contenteditable=true]");
            await terms.ClickAsync();
            await page.Keyboard.TypeAsync("Net 30");
            line.Cut();
            await Expect(Status(page)).ToBeVisibleAsync();
            await page.Keyboard.TypeAsync(" days");
            await page.Keyboard.PressAsync("Tab");
            line.Mend();
            await Expect(Status(page)).ToBeHiddenAsync(new() { Timeout = 15_000 });
            await CreateAsync(page, "Konex Terms", "Net 30 days");

            // In its place on the record's page: the tab goes before anything is saved.
            await page.WaitForSelectorAsync("form.composer[data-draft]");
            var value = page.Locator(".facts dd[data-drafts$='/terms']");
            await value.Locator(".pen").FocusAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".facts .area")).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Control+b");
            await page.Keyboard.TypeAsync(" sharp");
            await page.ReloadAsync();
            await Expect(page.Locator(".facts .area[contenteditable=true] strong")).ToContainTextAsync("sharp");
            await page.Locator(".facts .area").ClickAsync();
            await page.Keyboard.PressAsync("Control+Enter");
            await Expect(value.Locator(".rich strong")).ToContainTextAsync("sharp");
            await Expect(value).ToContainTextAsync("Net 30 days");
            await page.ReloadAsync();
            await page.WaitForSelectorAsync("form.composer[data-draft]");
            await Expect(page.Locator(".facts .area")).ToHaveCountAsync(0);

            // A draft that is given up leaves nothing of it in the box.
            await page.GotoAsync("/companies/new");
            await page.WaitForSelectorAsync("form[data-draft]");
            await terms.ClickAsync();
            await page.Keyboard.TypeAsync("In advance");
            await page.ReloadAsync();
            await Expect(terms).ToHaveTextAsync("In advance");
            await page.Locator(".draftline button").ClickAsync();
            await Expect(terms).ToHaveTextAsync("");
        }, new() { BaseURL = line.AddressOf("demo").ToString() });
    }

    private static ILocator Status(IPage page) => page.Locator("#components-reconnect-modal");

    private static async Task OpenFormAsync(IPage page, string name)
    {
        await page.SignInAsync();
        await page.GotoAsync("/companies/new");
        await page.WaitForSelectorAsync("form[data-draft]");
        await page.Locator("#f-name").FillAsync(name);
    }

    private static async Task CreateAsync(IPage page, string name, string city)
    {
        await page.Locator("form.sheetform button[type=submit]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await Expect(page.Locator(".facts").Filter(new() { HasText = city })).ToBeVisibleAsync();
    }
}
