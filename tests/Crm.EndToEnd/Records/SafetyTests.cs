using System.Text.RegularExpressions;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Records;

/// <summary>Nothing is lost: many records at once, two people on one record, and the way back from each; at a desk and on a phone.</summary>
[Collection(OnPostgres.Lane)]
public sealed class SafetyTests(OnPostgres product) : BrowserTest(product)
{
    [Theory]
    [InlineData("en-US", 1440)]
    [InlineData("zh-Hans", 390)]
    public Task A_manager_cleans_up_all_that_match_with_a_preview_and_takes_the_whole_back(string culture, int width) => InBrowser(async page =>
    {
        page.SetDefaultTimeout(60_000);
        await page.SignInAsync();
        await page.GotoAsync("/deals");
        await page.LiveAsync();
        var rows = page.Locator("[data-rows] tbody tr[data-row]");
        if (width < 768)
        {
            // A tap selects instead of opening, as long as it is asked for.
            await page.Locator("[data-picking]").ClickAsync();
            await rows.Nth(1).Locator("[data-open]").ClickAsync();
            await Expect(rows.Nth(1).Locator(".pick input")).ToBeCheckedAsync();
            await Expect(page.Locator(".side")).ToHaveCountAsync(0);
        }
        await page.Locator("thead .pick input").ClickAsync();
        await page.Locator(".bulk [data-all]").ClickAsync();
        await page.Locator(".bulk [data-edit]").ClickAsync();
        await page.Locator(".bulk-edit .add").SelectOptionAsync("expectedCloseOn");
        await page.Locator(".bulk-edit .row input").FillAsync("2031-03-01");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("[data-preview]")).ToBeVisibleAsync();
        await page.Locator(".bulk-edit footer button[type=submit]").ClickAsync();
        await Expect(page.Locator(".toast .undo")).ToBeVisibleAsync();
        await Expect(rows.First).ToContainTextAsync("2031");

        await page.Locator(".toast .undo").ClickAsync();
        await Expect(rows.First).Not.ToContainTextAsync("2031");
    }, Sized(culture, width));

    [Theory]
    [InlineData("en-US", 1440, "Admin")]
    [InlineData("zh-Hans", 390, "管理员")]
    public Task Two_people_on_one_deal_see_each_other_merge_and_are_asked_where_both_changed_one_field(string culture, int width, string role) => InBrowser(async anna =>
    {
        await anna.SignInAsync();
        await anna.InviteAsync($"ben.{width}@acme-hardware.example", "Ben Carter", role);
        var elsewhere = await AnotherPersonAsync(Sized(culture, width));
        var ben = await elsewhere.NewPageAsync();
        await ben.JoinAsync(App, "another long password");

        await anna.GotoAsync("/deals/new");
        await anna.WaitForSelectorAsync("form[data-draft]");
        await anna.Locator("#f-name").FillAsync($"Zumgoity {culture}");
        await anna.Locator("form.sheetform button[type=submit]").ClickAsync();
        await anna.ReachesAsync(new Regex("/deals/[0-9a-f-]{36}$"));
        var deal = new Uri(anna.Url).AbsolutePath;
        await ben.GotoAsync(deal);
        await Expect(ben.Locator(".present")).ToBeVisibleAsync();
        await Expect(anna.Locator(".present [title*='Ben Carter'], .present[title*='Ben Carter']")).ToBeVisibleAsync();

        // Both begin; one saves another field and then the same one.
        await BeginAsync(anna, "name");
        await Input(anna, "name").FillAsync("Zumgoity, two floors");
        await BeginAsync(ben, "amount");
        await Input(ben, "amount").FillAsync("12500");
        await ben.Keyboard.PressAsync("Enter");
        await Expect(Value(anna, "amount")).ToContainTextAsync("12,500");
        await Expect(Input(anna, "name")).ToHaveValueAsync("Zumgoity, two floors");
        await BeginAsync(ben, "name");
        await Input(ben, "name").FillAsync("Zumgoity, ground floor");
        await ben.Keyboard.PressAsync("Enter");
        await Expect(ben.Locator("h1")).ToContainTextAsync("ground floor");

        await Input(anna, "name").PressAsync("Enter");
        var asked = anna.Locator("[data-conflict=name]");
        await Expect(asked).ToContainTextAsync("ground floor");
        await Expect(ben.Locator("h1")).ToContainTextAsync("ground floor");
        await asked.Locator("input").First.CheckAsync();
        await anna.Locator("dialog[open] footer .btn.p").ClickAsync();
        await Expect(ben.Locator("h1")).ToContainTextAsync("two floors");
        await Expect(Value(ben, "amount")).ToContainTextAsync("12,500");

        // Ben takes his own name back: Anna's came later and is in the way, so he is asked.
        await ben.GotoAsync("/settings/changes");
        await ben.LiveAsync();
        await ben.Locator("[data-act]").First.GetByRole(AriaRole.Button).ClickAsync();
        await ben.ReachesAsync(new Regex("/settings/changes/[0-9a-f-]{36}$"));
        await ben.Locator("[data-conflict=name] input").Last.CheckAsync();
        await ben.Locator(".asks footer .btn.p").ClickAsync();
        await Expect(anna.Locator("h1")).ToHaveTextAsync($"Zumgoity {culture}");
        await elsewhere.DisposeAsync();
    }, Sized(culture, width));

    private BrowserNewContextOptions Sized(string culture, int width) => new()
    {
        BaseURL = App.AddressOf("demo").ToString(),
        Locale = culture,
        ViewportSize = new() { Width = width, Height = 860 },
    };

    private static async Task BeginAsync(IPage page, string field)
    {
        await Value(page, field).ClickAsync();
        await Expect(Input(page, field)).ToBeFocusedAsync();
    }

    private static ILocator Value(IPage page, string field) => page.Locator($".facts dd[data-drafts$='/{field}']");

    private static ILocator Input(IPage page, string field) => page.Locator($".facts [name={field}]");
}
