using System.Globalization;
using System.Text.RegularExpressions;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd;

/// <summary>
/// The whole way of a new company on a fresh database, once in English on SQLite with all deals of the real files, and once in
/// Chinese on PostgreSQL with the first thousand of them.
/// </summary>
[Collection(OnSqlite.Lane)]
public sealed class StoryTests(OnSqlite product) : BrowserTest(product)
{
    private const string Data = "crm-sales-opportunities/";
    private const string Password = "a blue door in Oslo";

    [Fact]
    public Task A_company_signs_up_imports_its_sales_works_its_board_and_reads_its_figures() =>
        TellAsync(new(DatabaseKind.Sqlite, "en-US", "Acme Hardware", "acme-hardware", "Olivia Marsh", "Prospecting", "Engaging", "Proposal", "Won", "Lost"), Deals.All);

    [Fact]
    public Task A_chinese_company_does_the_same_in_its_own_language() =>
        TellAsync(new(DatabaseKind.PostgreSql, "zh-Hans", "顶点五金有限公司", "dingdian-wujin", "李娜", "初步接触", "沟通中", "方案报价", "赢单", "输单"), Deals.First(1000));

    private async Task TellAsync(Words words, Deals deals)
    {
        await using var app = await RunningApp.StartAsync(words.On);
        await InBrowser(async page =>
        {
            page.SetDefaultTimeout(120_000);
            var email = $"owner@{words.Address}.example";
            await page.SignUpAsync(app, words.Person, email, Password, words.Company, words.Address);
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", words.Culture);

            await ImportEverythingAsync(page, words, deals);
            await ReadFiguresAsync(page, deals.Won, deals.Amount);

            await using var colleague = await AnotherPersonAsync(new() { BaseURL = app.AddressOf(words.Address).ToString(), Locale = words.Culture });
            var watching = await colleague.NewPageAsync();
            await watching.SignInAsync(email, Password);
            await watching.OpenBoardAsync("/deals/board");
            await page.OpenBoardAsync("/deals/board");
            await page.AddCardAsync(words.Proposal, "Hatfan · GTK 500");
            await Expect(watching.Card(words.Proposal, "Hatfan · GTK 500")).ToBeVisibleAsync();

            await page.DragAsync(page.Card(words.Proposal, "Hatfan · GTK 500"), page.Column(words.Won));
            await Expect(watching.Card(words.Won, "Hatfan · GTK 500")).ToBeVisibleAsync();
            await ReadFiguresAsync(page, deals.Won + 1, deals.Amount);
            var deal = await page.EvaluateAsync<string>("fetch('/api/v1/deals?limit=1&sort=-changedAt').then(a => a.json()).then(j => j.data[0].id)");

            await using var stranger = await AnotherPersonAsync(new() { BaseURL = app.AddressOf("rival").ToString(), Locale = words.Culture });
            var rival = await stranger.NewPageAsync();
            rival.SetDefaultTimeout(60_000);
            await rival.SignUpAsync(app, "Rita Rival", "rita@rival.example", Password, "Rival", "rival");
            Assert.Equal(404, (await rival.GotoAsync($"/deals/{deal}"))!.Status);
            Assert.Equal(200, (await page.GotoAsync($"/deals/{deal}"))!.Status);
            Assert.Equal(0, await CountThroughApiAsync(rival, "deals"));
            Assert.Equal(deals.Count + 1, await CountThroughApiAsync(page, "deals"));
            Assert.Equal(1, await CountThroughApiAsync(rival, "members"));
        }, new() { BaseURL = app.AddressOf(words.Address).ToString(), Locale = words.Culture });
    }

    private static async Task ImportEverythingAsync(IPage page, Words words, Deals deals)
    {
        var people = await page.ImportAsync("members", Data + "sales_teams.csv");
        Assert.Equal((35, 0), (people.Created + people.Updated, people.Refused));
        var companies = await page.ImportAsync("companies", Data + "accounts.csv");
        Assert.Equal((85, 0), (companies.Created + companies.Updated, companies.Refused));
        Assert.Equal((7, 0, 0), await page.ImportAsync("products", Data + "products.csv"));
        var imported = await page.ImportAsync("deals", deals.File, answer: async _ =>
        {
            foreach (var (written, stage) in new[] { ("Prospecting", words.Prospecting), ("Engaging", words.Engaging), ("Won", words.Won), ("Lost", words.Lost) })
            {
                var asked = page.Locator("[data-question=UnknownStages] label").Filter(new() { HasText = written }).Locator("select");
                if (await asked.CountAsync() > 0)
                    await asked.First.SelectOptionAsync(stage);
            }
        });
        Assert.Equal((deals.Count, 0, 0), imported);
        Assert.Equal(85, await CountThroughApiAsync(page, "companies"));
        Assert.Equal(15, await CountThroughApiAsync(page, "companies", "parent notempty"));
        Assert.Equal(7, await CountThroughApiAsync(page, "products"));
        Assert.Equal(deals.WithoutCompany, await CountThroughApiAsync(page, "deals", "company empty"));
        Assert.Equal(deals.WithoutStart, await CountThroughApiAsync(page, "deals", "startedOn empty"));
        // 35 sales people, their 6 managers, and whoever signed up.
        Assert.Equal(42, await CountThroughApiAsync(page, "members"));
    }

    /// <summary>The first tile of the dashboard says how many deals were won; it follows others' moves by itself.</summary>
    private static async Task ReadFiguresAsync(IPage page, int won, decimal amount)
    {
        await page.GotoAsync("/reports/sales?year=all");
        await Expect(page.Locator(".sales .key").First).ToContainTextAsync(won.ToString("#,0", CultureInfo.InvariantCulture), new() { Timeout = 30_000 });
        await Expect(page.Locator(".sales .key .big").First).ToHaveAttributeAsync("title", new Regex(amount.ToString("#,0", CultureInfo.InvariantCulture)));
    }

    private static Task<int> CountThroughApiAsync(IPage page, string type, string? filter = null) => page.EvaluateAsync<int>(
        "path => fetch(path).then(a => a.json()).then(j => j.count)",
        $"/api/v1/{type}?limit=1&count=true{(filter is null ? "" : "&filter=" + Uri.EscapeDataString(filter))}");

    /// <summary>A file of deals and what it holds, counted in the file itself.</summary>
    private sealed record Deals(string File, int Count, int Won, decimal Amount, int WithoutCompany, int WithoutStart)
    {
        public static Deals All => Of(Path.Combine(BuiltOutput.Root, "tests", "data", Data, "sales_pipeline.csv"));

        public static Deals First(int count)
        {
            var file = Path.Combine(Directory.CreateTempSubdirectory("crm-deals-").FullName, "sales_pipeline.csv");
            System.IO.File.WriteAllLines(file, System.IO.File.ReadLines(All.File).Take(count + 1));
            return Of(file);
        }

        // opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value; no cell of it is quoted.
        private static Deals Of(string file)
        {
            var rows = System.IO.File.ReadLines(file).Skip(1).Select(line => line.Split(',')).ToList();
            var won = rows.Where(r => r[4] == "Won").ToList();
            return new(file, rows.Count, won.Count, won.Sum(r => decimal.Parse(r[7], CultureInfo.InvariantCulture)), rows.Count(r => r[3] == ""), rows.Count(r => r[5] == ""));
        }
    }

    private sealed record Words(
        DatabaseKind On, string Culture, string Company, string Address, string Person, string Prospecting, string Engaging, string Proposal, string Won, string Lost);
}
