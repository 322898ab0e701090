using Crm.EndToEnd.Running;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Records;

public sealed class BoardTests(Product product) : BrowserTest(product)
{
    [Fact]
    public Task A_deal_dragged_by_mouse_moves_on_every_screen_and_undo_brings_it_back() => OnBoard(async (page, open) =>
    {
        var other = await open();
        await AddAsync(page, "Prospecting", "Hatfan · GTK 500");
        await Assertions.Expect(Card(other, "Prospecting", "Hatfan · GTK 500")).ToBeVisibleAsync();

        await DragAsync(page, Card(page, "Prospecting", "Hatfan · GTK 500"), Column(page, "Proposal"));

        await Assertions.Expect(Card(page, "Proposal", "Hatfan · GTK 500")).ToBeVisibleAsync();
        await Assertions.Expect(Card(page, "Prospecting", "Hatfan · GTK 500")).ToHaveCountAsync(0);
        await Assertions.Expect(Card(other, "Proposal", "Hatfan · GTK 500")).ToBeVisibleAsync();
        Assert.EndsWith("/deals/board", page.Url);

        await DragAsync(page, Card(page, "Proposal", "Hatfan · GTK 500"), Column(page, "Won"));
        await Assertions.Expect(Card(other, "Won", "Hatfan · GTK 500")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Assertions.Expect(Card(other, "Proposal", "Hatfan · GTK 500")).ToBeVisibleAsync();
        await Assertions.Expect(Card(page, "Proposal", "Hatfan · GTK 500")).ToBeVisibleAsync();
    });

    [Fact]
    public Task A_deal_is_moved_with_the_keyboard_alone() => OnBoard(async (page, _) =>
    {
        await AddAsync(page, "Prospecting", "Konex · MG Advanced");
        await page.Keyboard.PressAsync("Escape");
        await Card(page, "Prospecting", "Konex · MG Advanced").FocusAsync();

        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("[aria-live]")).ToContainTextAsync("Konex · MG Advanced picked up in Prospecting");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Card(page, "Prospecting", "Konex · MG Advanced")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Space");

        await Assertions.Expect(Card(page, "Proposal", "Konex · MG Advanced")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[aria-live]")).ToContainTextAsync("moved to Proposal");
    });

    [Fact]
    public Task A_deal_is_dragged_by_finger_on_a_phone() => OnBoard(async (page, _) =>
    {
        await AddAsync(page, "Prospecting", "Isdom · GTX Pro");
        var from = (await Card(page, "Prospecting", "Isdom · GTX Pro").BoundingBoxAsync())!;
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
        await Assertions.Expect(Column(page, "Engaging").Locator(".slot")).ToBeVisibleAsync();
        await Touch("touchEnd", 0, 0);

        await Assertions.Expect(Card(page, "Prospecting", "Isdom · GTX Pro")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("section.col .lane > .card[data-id]").Filter(new() { HasText = "Isdom · GTX Pro" })).ToHaveCountAsync(1);
    }, new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true });

    /// <summary>Opens the demo company's board; the second argument opens it once more for somebody else.</summary>
    private async Task OnBoard(Func<IPage, Func<Task<IPage>>, Task> test, BrowserNewContextOptions? options = null)
    {
        await using var app = await RunningApp.StartAsync(new Dictionary<string, string> { ["Demo:Load"] = "true" });
        options ??= new();
        options.BaseURL = app.AddressOf("demo").ToString();
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
        await page.GotoAsync("/sign-in");
        await page.Locator("input[type=email]").FillAsync("demo@acme-hardware.example");
        await page.Locator("input[type=password]").FillAsync("demo company 2026");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in"));
        await page.GotoAsync("/deals/board");
        await Assertions.Expect(page.Locator(".board-page[data-live]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    private static async Task AddAsync(IPage page, string column, string title)
    {
        await Column(page, column).Locator(".plus").First.ClickAsync();
        await Column(page, column).Locator(".quick input").FillAsync(title);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Card(page, column, title)).ToBeVisibleAsync();
    }

    private static async Task DragAsync(IPage page, ILocator card, ILocator column)
    {
        var from = (await card.BoundingBoxAsync())!;
        var to = (await column.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + 30, from.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 60, from.Y + 30);
        await page.Mouse.MoveAsync(to.X + to.Width / 2, to.Y + 150, new() { Steps = 5 });
        await Assertions.Expect(column.Locator(".slot")).ToBeVisibleAsync();
        await page.Mouse.UpAsync();
    }

    private static ILocator Column(IPage page, string name) => page.Locator($"section.col[data-name='{name}']");

    private static ILocator Card(IPage page, string column, string title) =>
        Column(page, column).Locator(".lane > .card[data-id]").Filter(new() { HasText = title });
}
