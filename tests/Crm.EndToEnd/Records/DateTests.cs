using System.Globalization;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Records;

[Collection(OnSqlite.Lane)]
public sealed class DateTests(OnSqlite product) : BrowserTest(product)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    [Fact]
    public async Task Days_are_typed_in_words_and_picked_by_the_keyboard_and_a_wrong_one_loses_nothing()
    {
        await InBrowser(async page =>
        {
            await page.SignInAsync();
            var picker = page.Locator("#date-picker");

            // In English: a form keeps what is no date, says so, and takes words.
            await page.GotoAsync("/tasks/new");
            await page.LiveAsync();
            var due = page.Locator("[name=dueOn]");
            await page.Locator("[name=title]").FillAsync("Send the samples");
            await due.FillAsync("2/31/2026");
            await page.Locator(".sheetform footer .btn.p").ClickAsync();
            await Expect(page.Locator("#error-dueOn")).ToContainTextAsync("“2/31/2026” is not a date.");
            await Expect(due).ToHaveValueAsync("2/31/2026");
            await Expect(page.Locator("[name=title]")).ToHaveValueAsync("Send the samples");
            await due.FillAsync("tomorrow");
            await due.PressAsync("Tab");
            await Expect(page.Locator("#error-dueOn")).ToHaveCountAsync(0);
            await due.ClickAsync();
            var today = DateOnly.ParseExact((await picker.Locator("[aria-current=date]").GetAttributeAsync("data-day"))!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            await Expect(due).ToHaveValueAsync(Short(today.AddDays(1)));
            // The same day in other words stands in the box as a day again.
            await due.FillAsync("+1");
            await due.PressAsync("Tab");
            await Expect(due).ToHaveValueAsync(Short(today.AddDays(1)));
            await page.Locator(".sheetform footer .btn.p").ClickAsync();
            await Expect(page.Locator(".facts").First).ToContainTextAsync(Shown(today.AddDays(1)));

            // A cell keeps it beside itself with the reason, and begins again where it failed.
            await page.GotoAsync("/tasks?columns=title,dueOn&sort=-createdAt");
            await page.LiveAsync();
            var cell = page.Locator("tr[data-row]").Filter(new() { HasText = "Send the samples" }).Locator("[data-cell=dueOn]");
            await cell.DblClickAsync();
            await page.Locator("td.ed input").FillAsync("soon");
            await page.Keyboard.PressAsync("Enter");
            await Expect(cell.Locator(".why")).ToContainTextAsync("“soon” is not a date.");
            await Expect(cell).ToContainTextAsync(Shown(today.AddDays(1)));
            await cell.Locator(".again").ClickAsync();
            await Expect(page.Locator("td.ed input")).ToHaveValueAsync("soon");
            await page.Locator("td.ed input").FillAsync("+2w");
            // Escape closes the calendar first; the cell is still open.
            await page.Keyboard.PressAsync("Alt+ArrowDown");
            await Expect(picker).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("Escape");
            await Expect(picker).ToBeHiddenAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(cell).ToContainTextAsync(Shown(today.AddDays(14)));

            // In Chinese: picked by the keyboard alone, with the week and the words of the language.
            await page.GotoAsync("/language/zh-Hans?back=/tasks/new");
            await page.LiveAsync();
            await due.FocusAsync();
            await page.Keyboard.PressAsync("Alt+ArrowDown");
            await Expect(picker.Locator("[data-month]")).ToHaveTextAsync($"{today.Year}年{today.Month}月");
            await Expect(picker.Locator("th").First).ToHaveTextAsync("一");
            await page.Keyboard.PressAsync("PageDown");
            await page.Keyboard.PressAsync("ArrowRight");
            await page.Keyboard.PressAsync("Enter");
            await Expect(picker).ToBeHiddenAsync();
            await Expect(due).ToBeFocusedAsync();
            await Expect(due).ToHaveValueAsync(today.AddMonths(1).AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await page.Locator("[name=dueAt]").FillAsync("明天下午3点");
            await page.Keyboard.PressAsync("Tab");
            await Expect(page.Locator("[name=dueAt]")).ToHaveValueAsync($"{today.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} 15:00");

            // In a dialog Escape belongs to the calendar while it is open, and a click picks.
            await page.GotoAsync("/calendar");
            await page.LiveAsync();
            await page.Locator(".cal .top .btn.p").ClickAsync();
            await page.Locator("dialog [name=day]").ClickAsync();
            await picker.Locator("[data-months='1']").ClickAsync();
            await page.Keyboard.PressAsync("Escape");
            await Expect(picker).ToBeHiddenAsync();
            await page.Locator("dialog [name=from]").ClickAsync();
            await picker.GetByText("14:30", new() { Exact = true }).ClickAsync();
            await Expect(page.Locator("dialog [name=from]")).ToHaveValueAsync("14:30");
            await page.Locator("dialog [name=to]").FillAsync("下班");
            await page.Locator("dialog [name=subject]").FillAsync("看样品");
            await page.Locator("dialog footer .btn.p").ClickAsync();
            await Expect(page.Locator("dialog .dated .error")).ToContainTextAsync("“下班”不是时间");
            await page.Locator("dialog [name=to]").FillAsync("下午3点半");
            // The message goes while the button is held down, and the button moves: it is pressed all the same.
            await page.Locator("dialog footer .btn.p").ClickAsync(new() { Delay = 300 });
            await Expect(page.Locator(".cal-new")).ToHaveCountAsync(0);
            await Expect(page.Locator(".cal").GetByText("看样品")).ToBeVisibleAsync();
        }, new() { BaseURL = App.AddressOf("demo").ToString() });
    }

    private static string Short(DateOnly day) => day.ToString("M/d/yyyy", English);

    private static string Shown(DateOnly day) => day.ToString("MMM d, yyyy", English);
}
