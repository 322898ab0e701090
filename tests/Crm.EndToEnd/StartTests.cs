using Crm.EndToEnd.Running;

namespace Crm.EndToEnd;

[Collection(OnSqlite.Lane)]
public sealed class StartTests(OnSqlite product) : BrowserTest(product)
{
    [Fact]
    public Task The_product_reports_itself_alive() => InBrowser(async page =>
    {
        await page.GotoAsync("/health/live");

        Assert.Equal("Healthy", await page.InnerTextAsync("body"));
    });

    [Fact]
    public Task Blazors_script_is_served_and_runs() => InBrowser(async page =>
    {
        await page.GotoAsync("/health/live");
        await page.SetContentAsync("<!DOCTYPE html><title>Empty</title>");
        await page.AddScriptTagAsync(new() { Url = $"{App.Address}_framework/blazor.web.js" });

        Assert.True(await page.EvaluateAsync<bool>("typeof Blazor.navigateTo === 'function'"));
    });
}
