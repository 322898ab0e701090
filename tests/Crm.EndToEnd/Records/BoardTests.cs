using Crm.EndToEnd.Running;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Records;

[Collection(OnPostgres.Lane)]
public sealed class BoardTests(OnPostgres product) : BrowserTest(product)
{
    [Fact]
    public Task A_deal_dragged_by_mouse_moves_on_every_screen_and_undo_brings_it_back() => OnBoard(async (page, open) =>
    {
        var other = await open();
        await page.AddCardAsync("Prospecting", "Hatfan · GTK 500");
        await Assertions.Expect(other.Card("Prospecting", "Hatfan · GTK 500")).ToBeVisibleAsync();

        await page.DragAsync(page.Card("Prospecting", "Hatfan · GTK 500"), page.Column("Proposal"));

        await Assertions.Expect(page.Card("Proposal", "Hatfan · GTK 500")).ToBeVisibleAsync();
        await Assertions.Expect(page.Card("Prospecting", "Hatfan · GTK 500")).ToHaveCountAsync(0);
        await Assertions.Expect(other.Card("Proposal", "Hatfan · GTK 500")).ToBeVisibleAsync();
        Assert.EndsWith("/deals/board", page.Url);

        await page.DragAsync(page.Card("Proposal", "Hatfan · GTK 500"), page.Column("Won"));
        await Assertions.Expect(other.Card("Won", "Hatfan · GTK 500")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Assertions.Expect(other.Card("Proposal", "Hatfan · GTK 500")).ToBeVisibleAsync();
        await Assertions.Expect(page.Card("Proposal", "Hatfan · GTK 500")).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_deal_is_moved_with_the_keyboard_alone() => OnBoard(async (page, _) =>
    {
        await page.AddCardAsync("Prospecting", "Konex · MG Advanced");
        await page.Card("Prospecting", "Konex · MG Advanced").FocusAsync();

        // Space shows it beside the board, and Escape comes back to the card.
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator(".side")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".side")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Card("Prospecting", "Konex · MG Advanced")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("m");
        await Assertions.Expect(page.Locator(".board-page [aria-live=assertive]")).ToContainTextAsync("Konex · MG Advanced picked up in Prospecting");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Card("Prospecting", "Konex · MG Advanced")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("m");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Card("Proposal", "Konex · MG Advanced")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".board-page [aria-live=assertive]")).ToContainTextAsync("moved to Proposal");
    });

    [Fact]
    public Task A_lost_deal_is_asked_for_its_reason_where_it_was_dropped_and_undo_opens_it_again() => OnBoard(async (page, _) =>
    {
        const string title = "Cancity · GTX Plus Basic";
        await page.AddCardAsync("Engaging", title);
        var card = page.Card("Engaging", title);
        var from = (await card.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + 30, from.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 60, from.Y + 40);
        var lost = (await page.Locator(".zone.lost").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(lost.X + 40, lost.Y + 30, new() { Steps = 5 });
        await page.Mouse.UpAsync();

        var form = page.Column("Lost").Locator("[data-ask]");
        await Assertions.Expect(form.Locator("select")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(form).ToHaveCountAsync(0);
        await Assertions.Expect(card).ToBeFocusedAsync();

        // The same by keyboard: the stages to the right, one at a time, the last one asks.
        foreach (var stage in new[] { "Proposal", "Negotiation", "Won" })
        {
            await page.Keyboard.PressAsync("]");
            await Assertions.Expect(page.Card(stage, title)).ToBeFocusedAsync();
        }
        await page.Keyboard.PressAsync("]");
        await Assertions.Expect(form.Locator("select")).ToBeFocusedAsync();
        await form.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(form.Locator("[role=alert]")).ToBeVisibleAsync();
        await form.Locator("select").SelectOptionAsync("price");
        await form.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Card("Lost", title)).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Assertions.Expect(page.Card("Won", title)).ToBeVisibleAsync();
    });

    [Fact]
    public Task What_is_next_is_planned_on_the_card_and_columns_stay_folded() => OnBoard(async (page, _) =>
    {
        const string title = "Zumgoity · GTX Basic";
        await page.AddCardAsync("Prospecting", title);
        await page.Card("Prospecting", title).Locator("xpath=..").Locator(".mark").ClickAsync();
        await page.Locator(".next-add > input").FillAsync("Send the drawing");
        await page.Locator(".card-sheet .chip").First.ClickAsync();
        await page.Locator(".next-add > button").ClickAsync();
        await Assertions.Expect(page.Locator(".next-list li")).ToContainTextAsync("Send the drawing");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Card("Prospecting", title).Locator("xpath=..").Locator(".mark")).ToHaveTextAsync("today");

        await page.OpenBoardAsync("/deals/board?by=next");
        await Assertions.Expect(page.Card("Today", title)).ToBeVisibleAsync();
        await page.DragAsync(page.Card("Today", title), page.Column("Later"));
        await Assertions.Expect(page.Card("Later", title)).ToBeVisibleAsync();

        await page.OpenBoardAsync();
        await page.Column("Proposal").Locator(".fold").ClickAsync(new() { Force = true });
        await Assertions.Expect(page.Column("Proposal").Locator(".unfold")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Column("Proposal").Locator(".unfold")).ToBeVisibleAsync();
        await page.DragAsync(page.Card("Prospecting", title), page.Column("Proposal"));
        await page.Column("Proposal").Locator(".unfold").ClickAsync();
        await Assertions.Expect(page.Card("Proposal", title)).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_deal_is_dragged_by_finger_on_a_phone() => OnBoard(async (page, _) =>
    {
        await page.AddCardAsync("Prospecting", "Isdom · GTX Pro");
        var from = (await page.Card("Prospecting", "Isdom · GTX Pro").BoundingBoxAsync())!;
        var touch = await page.Context.NewCDPSessionAsync(page);
        Task Touch(string type, double x, double y) => touch.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = type == "touchEnd" ? Array.Empty<object>() : new object[] { new Dictionary<string, object> { ["x"] = x, ["y"] = y } },
        });
        var (x, y) = (from.X + 40, from.Y + 20);

        await Touch("touchStart", x, y);
        // A finger that rests is never quite still.
        await Touch("touchMove", x + 5, y + 5);
        await Assertions.Expect(page.Locator(".card.drag")).ToBeVisibleAsync();
        for (var step = 1; step <= 6; step++)
            await Touch("touchMove", x + step * 45, y + 4);
        await Assertions.Expect(page.Column("Engaging").Locator(".slot")).ToBeVisibleAsync();
        await Touch("touchEnd", 0, 0);

        await Assertions.Expect(page.Card("Prospecting", "Isdom · GTX Pro")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("section.col .lane .card[data-id]").Filter(new() { HasText = "Isdom · GTX Pro" })).ToHaveCountAsync(1);
    }, new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true });

    [Fact]
    public Task A_full_stage_turns_a_deal_away_or_warns_and_the_times_of_the_stages_lead_to_the_deals() => InBrowser(async page =>
    {
        await page.SignUpAsync(App, "Anna Karlsen", "anna@full-stage.example", "a long enough password", "Full Stage Tools", "full-stage");
        var home = App.AddressOf("full-stage");
        await LimitAsync("refuse");
        await page.OpenBoardAsync($"{home}deals/board");
        var from = (await page.Locator("section.col").Nth(0).GetAttributeAsync("data-name"))!;
        var to = (await page.Locator("section.col").Nth(1).GetAttributeAsync("data-name"))!;
        await page.AddCardAsync(from, "The first");
        await page.AddCardAsync(from, "The second");
        await page.DragAsync(page.Card(from, "The first"), page.Column(to));
        await Assertions.Expect(page.Card(to, "The first")).ToBeVisibleAsync();

        await page.DragAsync(page.Card(from, "The second"), page.Column(to));
        await Assertions.Expect(page.Locator(".toast.error")).ToContainTextAsync(to);
        await Assertions.Expect(page.Card(from, "The second")).ToBeVisibleAsync();
        await Assertions.Expect(page.Column(to).Locator(".lane .card")).ToHaveCountAsync(1);

        // The same limit as a warning: the deal stays, or goes there all the same.
        await LimitAsync("warn");
        await page.OpenBoardAsync($"{home}deals/board");
        var warning = page.Locator("dialog[open] footer .btn");
        await page.DragAsync(page.Card(from, "The second"), page.Column(to));
        await Assertions.Expect(warning.First).ToBeFocusedAsync();
        await warning.First.ClickAsync();
        await Assertions.Expect(page.Card(from, "The second")).ToBeFocusedAsync();
        await page.DragAsync(page.Card(from, "The second"), page.Column(to));
        await warning.Last.ClickAsync();
        await Assertions.Expect(page.Card(to, "The second")).ToBeFocusedAsync();
        await Assertions.Expect(page.Column(to).Locator("header .over")).ToHaveTextAsync("2/1");

        await page.GetByRole(AriaRole.Button, new() { Name = "Time in stage" }).ClickAsync();
        await page.Locator(".times-table tbody tr").Filter(new() { HasText = from }).Locator("button").First.ClickAsync();
        await Assertions.Expect(page.Locator(".times-behind li")).ToHaveCountAsync(2);
        await page.Locator(".times-behind a").Filter(new() { HasText = "The second" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("The second");

        async Task LimitAsync(string over)
        {
            await page.GotoAsync($"{home}settings/pipelines");
            await page.LiveAsync();
            var stage = page.Locator(".stage-more").Nth(1);
            await stage.Locator("summary").ClickAsync();
            await stage.Locator(".limit input").FillAsync("1");
            await stage.Locator(".limit input").BlurAsync();
            await stage.Locator(".limit select").SelectOptionAsync(over);
            var save = page.Locator(".shaping footer .btn.p");
            await save.ClickAsync();
            await Assertions.Expect(save).ToHaveCountAsync(0);
        }
    });

    /// <summary>Opens the demo company's board; the second argument opens it once more for somebody else.</summary>
    private async Task OnBoard(Func<IPage, Func<Task<IPage>>, Task> test, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL = App.AddressOf("demo").ToString();
        await InBrowser(async page =>
        {
            await OpenAsync(page);
            IBrowserContext? another = null;
            await test(page, async () =>
            {
                another = await AnotherPersonAsync(new() { BaseURL = options.BaseURL });
                var second = await another.NewPageAsync();
                await OpenAsync(second);
                return second;
            });
            if (another is not null)
                await another.DisposeAsync();
        }, options);
    }

    private static async Task OpenAsync(IPage page)
    {
        await page.SignInAsync();
        await page.OpenBoardAsync();
    }
}
