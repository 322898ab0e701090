using System.Text.RegularExpressions;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Activities;

[Collection(OnPostgres.Lane)]
public sealed class MyDayTests(OnPostgres product) : BrowserTest(product)
{
    [Fact]
    public async Task A_day_is_seen_ticked_off_worked_through_by_keyboard_and_what_others_give_arrives_in_the_inbox()
    {
        await InBrowser(async page =>
        {
            await page.SignUpAsync(App, "Anna Karlsen", "anna@my-day.example", "a long enough password", "My Day Tools", "my-day-tools");
            var home = App.AddressOf("my-day-tools").ToString();

            await MakeAsync(page, $"{home}deals/new", ("name", "Konex · MG Advanced"));
            var deal = new Uri(page.Url).AbsolutePath.Split('/')[^1];
            foreach (var task in new[] { "Send the offer", "Ask for the order", "Check the stock" })
                await MakeAsync(page, $"{home}tasks/new", ("title", task), ("dueOn", "2026-01-05"));

            await page.GotoAsync(home);
            await LiveAsync(page);
            var overdue = page.Locator("section.daylist").First;
            await Expect(overdue.Locator("[data-item]")).ToHaveCountAsync(3);
            await Expect(page.Locator(".idle")).ToContainTextAsync("Konex · MG Advanced");

            await page.GetByLabel("Done: Send the offer").CheckAsync();
            await Expect(overdue.Locator("[data-item]")).ToHaveCountAsync(2);
            await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
            await Expect(overdue.Locator("[data-item]")).ToHaveCountAsync(3);

            await page.GetByRole(AriaRole.Button, new() { Name = "Plan the next step: Konex" }).ClickAsync();
            await page.GetByLabel("What is next?").FillAsync("Call the buyer");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator($".idle [data-item='deals/{deal}']")).ToHaveCountAsync(0);

            await page.GetByRole(AriaRole.Link, new() { Name = "Work through 3" }).ClickAsync();
            await Expect(page.Locator("[data-place='1']")).ToHaveTextAsync("1 of 3");
            await LiveAsync(page);
            await page.Keyboard.PressAsync("d");
            await Expect(page.Locator("[data-place='2']")).ToBeVisibleAsync();
            await page.ReloadAsync();
            await Expect(page.Locator("[data-place='2']")).ToHaveTextAsync("2 of 3");
            await LiveAsync(page);
            await page.Keyboard.PressAsync("c");
            await page.Keyboard.TypeAsync("They want 4 % off");
            await page.Keyboard.PressAsync("Control+Enter");
            await Expect(page.Locator(".tl")).ToContainTextAsync("They want 4 % off");
            await page.Locator(".work-item .title").ClickAsync();
            await page.Keyboard.PressAsync("j");
            await Expect(page.Locator("[data-place='3']")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("k");
            await Expect(page.Locator("[data-place='2']")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("s");
            await Expect(page.Locator("[data-place='3']")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("j");
            await Expect(page.Locator("[data-count=done]")).ToHaveTextAsync("1");
            await Expect(page.Locator("[data-count=later]")).ToHaveTextAsync("1");
            await Expect(page.Locator("[data-count=skipped]")).ToHaveTextAsync("1");

            // A program gives a task: the number beside the inbox grows without a reload.
            var shop = await Api.OpenAsync(page, App.AddressOf("my-day-tools"));
            await shop.CreateAsync("tasks", new { title = "Call Hatfan back", owner = await shop.FirstMemberAsync() });
            await Expect(page.Locator(".rail [data-unread='1']")).ToBeVisibleAsync();
            await page.Locator(".rail [data-unread='1']").ClickAsync();
            await Expect(page.Locator("[data-notification].unread")).ToContainTextAsync("Call Hatfan back");
            await page.GetByRole(AriaRole.Button, new() { Name = "Mark all as read" }).ClickAsync();
            await Expect(page.Locator("[data-notification].read")).ToHaveCountAsync(1);
            await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).Last.ClickAsync();
            await Expect(page.Locator("[data-notification].unread")).ToHaveCountAsync(1);
            await page.GetByRole(AriaRole.Link, new() { Name = "Call Hatfan back" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Call Hatfan back" })).ToBeVisibleAsync();
            await Expect(page.Locator(".rail [data-unread='0']")).ToBeVisibleAsync();
        });
    }

    private static async Task MakeAsync(IPage page, string form, params (string Field, string Value)[] values)
    {
        await page.GotoAsync(form);
        await LiveAsync(page);
        foreach (var (field, value) in values)
            await page.Locator($"#f-{field}").FillAsync(value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await page.ReachesAsync(new Regex("/[a-z]+/[0-9a-f-]{36}$"));
    }

    /// <summary>The menu's counts come with the circuit: from then on the page answers.</summary>
    private static Task LiveAsync(IPage page) => page.WaitForSelectorAsync(".rail .n");
}
