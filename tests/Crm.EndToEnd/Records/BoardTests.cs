using Crm.EndToEnd.Running;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Records;

public sealed class BoardTests(Product product) : BrowserTest(product)
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

        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator(".board-page [aria-live=assertive]")).ToContainTextAsync("Konex · MG Advanced picked up in Prospecting");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Card("Prospecting", "Konex · MG Advanced")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Space");

        await Assertions.Expect(page.Card("Proposal", "Konex · MG Advanced")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".board-page [aria-live=assertive]")).ToContainTextAsync("moved to Proposal");
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
        await Assertions.Expect(page.Locator(".card.drag")).ToBeVisibleAsync();
        for (var step = 1; step <= 6; step++)
            await Touch("touchMove", x + step * 45, y + 4);
        await Assertions.Expect(page.Column("Engaging").Locator(".slot")).ToBeVisibleAsync();
        await Touch("touchEnd", 0, 0);

        await Assertions.Expect(page.Card("Prospecting", "Isdom · GTX Pro")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("section.col .lane .card[data-id]").Filter(new() { HasText = "Isdom · GTX Pro" })).ToHaveCountAsync(1);
    }, new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true });

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
