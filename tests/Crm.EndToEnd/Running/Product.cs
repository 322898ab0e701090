using Microsoft.Playwright;

namespace Crm.EndToEnd.Running;

/// <summary>
/// What the browser tests of a lane share: one running app, with the demo company, and one Chromium. Each test gets a browser
/// context of its own. There is a lane for each database; the lanes run side by side, their tests one after the other.
/// </summary>
public abstract class Product(DatabaseKind on) : IAsyncLifetime
{
    private IPlaywright? playwright;

    public RunningApp App { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        // A machine that builds or tests beside this answers late, not wrongly.
        Assertions.SetDefaultExpectTimeout(15_000);
        playwright = await Playwright.CreateAsync();
        var browser = playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CRM_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        App = await RunningApp.StartAsync(on, new Dictionary<string, string> { ["Demo:Load"] = "true" });
        Browser = await browser;
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
        if (App is not null) await App.DisposeAsync();
    }
}

[CollectionDefinition(Lane)]
public sealed class OnSqlite() : Product(DatabaseKind.Sqlite), ICollectionFixture<OnSqlite>
{
    public const string Lane = "The product on SQLite";
}

[CollectionDefinition(Lane)]
public sealed class OnPostgres() : Product(DatabaseKind.PostgreSql), ICollectionFixture<OnPostgres>
{
    public const string Lane = "The product on PostgreSQL";
}
