using Microsoft.Playwright;

namespace Crm.EndToEnd.Running;

/// <summary>What all browser tests share: one running app, with the demo company, and one Chromium. Each test gets a browser context of its own.</summary>
public sealed class Product : IAsyncLifetime
{
    private IPlaywright? playwright;

    public RunningApp App { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
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
