using Microsoft.Playwright;

namespace Crm.EndToEnd.Running;

/// <summary>
/// What the browser tests of a lane share: one running app, with the demo company, and one Chromium. Each test gets a browser
/// context of its own. The lanes run side by side, their tests one after the other.
/// </summary>
public sealed class Product : IAsyncLifetime
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
        App = await RunningApp.StartAsync(new Dictionary<string, string> { ["Demo:Load"] = "true" });
        Browser = await browser;
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
        if (App is not null) await App.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class ProductCollection : ICollectionFixture<Product>
{
    public const string Name = "The running product";
}

/// <summary>The lane of records and activities; everything else is in <see cref="ProductCollection"/>.</summary>
[CollectionDefinition(Name)]
public sealed class RecordLane : ICollectionFixture<Product>
{
    public const string Name = "The running product, once more";
}
