using Crm.EndToEnd.Running;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Activities;

[Collection(OnPostgres.Lane)]
public sealed class CalendarTests(OnPostgres product) : BrowserTest(product)
{
    [Fact]
    public Task A_meeting_is_drawn_moved_by_keyboard_and_put_back_and_a_recurring_task_comes_again_when_it_is_done() => InBrowser(async page =>
    {
        await page.SignInAsync();
        await page.GotoAsync("/calendar?view=week&date=2027-03-10");
        await Assertions.Expect(page.Locator(".cal[data-live]")).ToBeVisibleAsync(new() { Timeout = 30_000 });

        // Drawn from ten to half past eleven on Wednesday.
        var column = page.Locator(".cal-day[data-day='2027-03-10']");
        await page.Locator(".cal-scroll").EvaluateAsync("s => s.scrollTop = s.scrollHeight * 8 / 24");
        var box = (await column.BoundingBoxAsync())!;
        double At(double hour) => box.Y + box.Height * hour / 24 + 2;
        await page.Mouse.MoveAsync(box.X + 40, (float)At(10));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + 40, (float)At(11), new() { Steps = 3 });
        await page.Mouse.MoveAsync(box.X + 40, (float)At(11.5), new() { Steps = 3 });
        await page.Mouse.UpAsync();
        await page.Locator("dialog [name=subject]").FillAsync("Tasting with Konex");
        await page.Locator("dialog button[type=submit]").ClickAsync();
        var meeting = column.Locator(".ev").Filter(new() { HasText = "Tasting with Konex" });
        await Assertions.Expect(meeting).ToHaveAttributeAsync("data-from", "600");
        await Assertions.Expect(meeting).ToHaveAttributeAsync("data-until", "690");

        // A day on and half an hour later, by keyboard.
        await meeting.FocusAsync();
        foreach (var key in new[] { "Space", "ArrowRight", "ArrowDown", "ArrowDown", "Space" })
            await page.Keyboard.PressAsync(key);
        var moved = page.Locator(".cal-day[data-day='2027-03-11'] .ev").Filter(new() { HasText = "Tasting with Konex" });
        await Assertions.Expect(moved).ToHaveAttributeAsync("data-from", "630");
        await Assertions.Expect(meeting).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
        await Assertions.Expect(meeting).ToHaveAttributeAsync("data-from", "600");

        // A task of every week, done: the next one stands a week later.
        await page.Locator(".all[data-day='2027-03-12']").ClickAsync();
        await page.Locator("dialog [name=subject]").FillAsync("Check the stock");
        await page.Locator("dialog .repeat select").First.SelectOptionAsync("WEEKLY");
        await page.Locator("dialog button[type=submit]").ClickAsync();
        var task = page.Locator(".all[data-day='2027-03-12'] .line").Filter(new() { HasText = "Check the stock" });
        await task.Locator(".tick").ClickAsync();
        await Assertions.Expect(task.Locator(".tick[aria-pressed=true]")).ToBeVisibleAsync();
        await page.Locator("[data-step='1']").ClickAsync();
        var next = page.Locator(".all[data-day='2027-03-19'] .line").Filter(new() { HasText = "Check the stock" });
        await Assertions.Expect(next.Locator(".tick[aria-pressed=false]")).ToBeVisibleAsync();
        Assert.Contains("date=2027-03-17", page.Url, StringComparison.Ordinal);
    }, new() { BaseURL = App.AddressOf("demo").ToString() });
}
