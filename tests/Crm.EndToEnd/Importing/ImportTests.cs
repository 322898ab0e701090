using Crm.EndToEnd.Running;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Importing;

/// <summary>Files come in through the wizard, on an app of its own whose worker is killed on the way.</summary>
[Collection(OnSqlite.Lane)]
public sealed class ImportTests(OnSqlite product) : BrowserTest(product)
{
    private const float Patience = 180_000;

    [Fact]
    public async Task Accounts_and_8800_deals_come_in_through_the_wizard_though_the_server_is_killed_on_the_way()
    {
        await using var app = await RunningApp.StartAsync(DatabaseKind.PostgreSql, new Dictionary<string, string>
        {
            ["Demo:Load"] = "true",
            // The work of the killed server goes on when its lease has run out.
            ["Jobs:Lease"] = "00:00:06",
        });
        await InBrowser(async page =>
        {
            page.SetDefaultTimeout(Patience);
            await page.SignInAsync();
            await MapAsync(page, "companies", "accounts.csv");
            await AnswerAsync(page);
            await page.ClickAsync(".imp-foot .btn.p");
            await page.WaitForSelectorAsync("[data-state=Finished]");
            Assert.Equal(0, await page.CountAsync("refused"));

            await MapAsync(page, "deals", "sales_pipeline.csv");
            await AnswerAsync(page);
            Assert.Equal(0, await page.CountAsync("refused"));
            var expected = await page.CountAsync("created") + await page.CountAsync("updated");
            await page.ClickAsync(".imp-foot .btn.p");
            // Asked from here: the page's policy allows no script of ours to be evaluated in it.
            await page.WaitForSelectorAsync("section[data-state]");
            while (await page.CountAsync("created") + await page.CountAsync("updated") <= 500)
                await Task.Delay(100);
            await app.KillAsync();
            await app.StartAgainAsync();

            await page.GotoAsync(page.Url);
            await page.WaitForSelectorAsync("[data-state=Finished]");
            Assert.Equal((expected, 0), (await page.CountAsync("created") + await page.CountAsync("updated"), await page.CountAsync("refused")));
        }, new BrowserNewContextOptions { BaseURL = app.AddressOf("demo").ToString() });
    }

    private static async Task MapAsync(IPage page, string type, string file)
    {
        await page.GotoAsync("/import");
        var choice = page.Locator($"[data-type={type}]");
        // Pre-rendered buttons answer once the page is live.
        while (await choice.GetAttributeAsync("aria-checked") != "true")
            await choice.ClickAsync();
        await page.SetInputFilesAsync("input[type=file]:not([disabled])", Path.Combine(BuiltOutput.Root, "tests", "data", "crm-sales-opportunities", file));
        await page.WaitForSelectorAsync(".imp-map");
        await page.ClickAsync(".imp-foot .btn.p");
    }

    private static async Task AnswerAsync(IPage page)
    {
        await page.WaitForSelectorAsync(".imp-q, .imp-doing, .imp-tiles");
        if (await page.Locator(".imp-q").CountAsync() > 0)
            await page.ClickAsync(".imp-foot .btn.p");
        await page.WaitForSelectorAsync("[data-count=created]");
    }
}
