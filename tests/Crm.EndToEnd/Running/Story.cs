using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Running;

/// <summary>What people do in more than one test, in any language: found by names of fields and data, not by words.</summary>
internal static class Story
{
    public const string DemoEmail = "demo@acme-hardware.example";
    public const string DemoPassword = "demo company 2026";

    public static async Task SignInAsync(this IPage page, string email = DemoEmail, string password = DemoPassword)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("input[type=email]").FillAsync(email);
        await page.Locator("input[type=password]").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await page.LeavesAsync("/sign-in");
    }

    /// <summary>Signs a company up on the base domain and confirms it from the development mailbox; the page ends on the tenant's home.</summary>
    public static async Task SignUpAsync(this IPage page, RunningApp app, string person, string email, string password, string company, string address)
    {
        await page.GotoAsync($"{app.Address}sign-up");
        await page.Locator("[name='Form.Name']").FillAsync(person);
        await page.Locator("[name='Form.Email']").FillAsync(email);
        await page.Locator("[name='Form.Password']").FillAsync(password);
        await page.Locator("[name='Form.Company']").FillAsync(company);
        await page.Locator("[name='Form.Address']").FillAsync(address);
        await page.Locator("form.stack button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("[name='Form.Name']")).ToHaveCountAsync(0);
        await page.GotoAsync($"{app.Address}dev/mailbox");
        await page.FrameLocator("iframe").GetByRole(AriaRole.Link).First.ClickAsync();
        await page.ReachesAsync(new Regex("/confirm/"));
        await page.Locator("form button[type=submit]").First.ClickAsync();
        await page.ReachesAsync(app.AddressOf(address).ToString());
    }

    /// <summary>Invites a colleague into the company whose host the page is on; the page ends on the list of members.</summary>
    public static async Task InviteAsync(this IPage page, string email, string name, string role)
    {
        await page.GotoAsync("/settings/members");
        await page.LiveAsync();
        await page.Locator("form.invite input[type=email]").FillAsync(email);
        await page.Locator("form.invite input:not([type=email])").FillAsync(name);
        await page.Locator("form.invite select").SelectOptionAsync(new SelectOptionValue { Label = role });
        await page.Locator("form.invite button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("table.people")).ToContainTextAsync(email);
    }

    /// <summary>Follows the newest invitation in the development mailbox and joins; the page ends on the tenant's home.</summary>
    public static async Task JoinAsync(this IPage page, RunningApp app, string password)
    {
        await page.GotoAsync($"{app.Address}dev/mailbox");
        await page.FrameLocator("iframe").GetByRole(AriaRole.Link).First.ClickAsync();
        await page.ReachesAsync(new Regex("/invitation/"));
        await page.Locator("input[type=password]").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await page.LiveAsync();
    }

    /// <summary>Gives a record type a field of the company's own; the page stays in the settings.</summary>
    /// <param name="path">Of the type's fields in the settings.</param>
    public static async Task DefineFieldAsync(this IPage page, string path, string label, string kind, string? choice = null)
    {
        await page.GotoAsync(path);
        await page.LiveAsync();
        await page.Locator(".top .btn.p").ClickAsync();
        var form = page.Locator("form.fieldedit");
        await form.Locator("select").First.SelectOptionAsync(kind);
        await form.Locator("input").First.FillAsync(label);
        if (choice is not null)
        {
            await form.Locator("fieldset .btn.g").ClickAsync();
            await form.Locator(".option input").FillAsync(choice);
        }
        await form.Locator("footer .btn.p").ClickAsync();
        await Assertions.Expect(page.Locator(".fieldrow .what").Filter(new() { HasText = label })).ToBeVisibleAsync();
    }

    // Asked again and again: the library's own wait for a navigation can miss one that comes while it begins to listen.

    /// <summary>Waits until the page is at an address.</summary>
    public static Task ReachesAsync(this IPage page, Regex address) => Assertions.Expect(page).ToHaveURLAsync(address, new() { Timeout = 30_000 });

    /// <inheritdoc cref="ReachesAsync(IPage, Regex)"/>
    public static Task ReachesAsync(this IPage page, string address) => Assertions.Expect(page).ToHaveURLAsync(address, new() { Timeout = 30_000 });

    /// <summary>Waits until no such part is in the page's address.</summary>
    public static Task LeavesAsync(this IPage page, string part) => Assertions.Expect(page).Not.ToHaveURLAsync(new Regex(Regex.Escape(part)), new() { Timeout = 30_000 });

    /// <summary>The menu's counts come with the circuit: from then on the page answers.</summary>
    public static Task LiveAsync(this IPage page) => page.WaitForSelectorAsync(".rail .n", new() { State = WaitForSelectorState.Attached });

    /// <summary>Brings a file in through the wizard with the answers that it proposes, or with those that <paramref name="answer"/> gives.</summary>
    /// <returns>Rows created, updated and refused.</returns>
    public static async Task<(int Created, int Updated, int Refused)> ImportAsync(
        this IPage page, string type, string file, Func<IPage, Task>? answer = null)
    {
        await page.GotoAsync("/import");
        var choice = page.Locator($"[data-type={type}]");
        // Pre-rendered buttons answer once the page is live.
        while (await choice.GetAttributeAsync("aria-checked") != "true")
            await choice.ClickAsync();
        await page.SetInputFilesAsync("input[type=file]:not([disabled])", Path.Combine(BuiltOutput.Root, "tests", "data", file));
        await page.WaitForSelectorAsync(".imp-map");
        await page.ClickAsync(".imp-foot .btn.p");
        await page.WaitForSelectorAsync(".imp-q, .imp-doing, .imp-tiles");
        if (await page.Locator(".imp-q").CountAsync() > 0)
        {
            if (answer is not null)
                await answer(page);
            await page.ClickAsync(".imp-foot .btn.p");
        }
        await page.WaitForSelectorAsync("[data-count=created]");
        await page.ClickAsync(".imp-foot .btn.p");
        await page.WaitForSelectorAsync("[data-state=Finished]");
        return (await CountAsync(page, "created"), await CountAsync(page, "updated"), await CountAsync(page, "refused"));
    }

    public static async Task<int> CountAsync(this IPage page, string what) =>
        int.Parse(await page.InnerTextAsync($"[data-count={what}]"), NumberStyles.AllowThousands, CultureInfo.GetCultureInfo("en-US"));

    public static ILocator Column(this IPage page, string name) => page.Locator($"section.col[data-name='{name}']");

    public static ILocator Card(this IPage page, string column, string title) =>
        page.Column(column).Locator(".lane .card[data-id]").Filter(new() { HasText = title });

    public static async Task OpenBoardAsync(this IPage page, string address = "/deals/board")
    {
        await page.GotoAsync(address);
        await Assertions.Expect(page.Locator(".board-page[data-live]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    public static async Task AddCardAsync(this IPage page, string column, string title)
    {
        await page.Column(column).Locator(".plus").First.ClickAsync();
        await page.Column(column).Locator(".quick input").FillAsync(title);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Card(column, title)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
    }

    public static async Task DragAsync(this IPage page, ILocator card, ILocator column)
    {
        await column.ScrollIntoViewIfNeededAsync();
        var from = (await card.BoundingBoxAsync())!;
        var to = (await column.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + 30, from.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(from.X + 60, from.Y + 30);
        await page.Mouse.MoveAsync(to.X + to.Width / 2, to.Y + 150, new() { Steps = 5 });
        await Assertions.Expect(column.Locator(".slot")).ToBeVisibleAsync();
        await page.Mouse.UpAsync();
    }
}
