using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Running;

/// <summary>
/// A test that looks at the product through a browser. Its body goes through <see cref="InBrowser"/>, which hands it a
/// page in a fresh context (no cookies, no storage) and, when it fails, leaves TestResults/{test}.png and .html behind.
/// </summary>
public abstract class BrowserTest(Product product)
{
    private readonly List<IBrowserContext> others = [];
    private readonly ConcurrentQueue<string> errors = [];

    protected RunningApp App => product.App;

    /// <param name="options">Locale, viewport, colour scheme; the base address is the apex unless it says otherwise.</param>
    protected async Task InBrowser(
        Func<IPage, Task> test, BrowserNewContextOptions? options = null, [CallerMemberName] string name = "")
    {
        options ??= new();
        options.BaseURL ??= App.Address.ToString();
        options.Locale ??= "en-US";
        // Wide enough for every column of a board.
        options.ViewportSize ??= new() { Width = 1920, Height = 1000 };
        await using var context = await product.Browser.NewContextAsync(options);
        context.SetDefaultTimeout(15_000);
        Listen(context);
        var page = await context.NewPageAsync();
        try
        {
            await test(page);
            // No script of a page failed, whatever the story looked at.
            Assert.True(errors.IsEmpty, string.Join('\n', errors));
        }
        catch (Exception failure)
        {
            var said = await KeepPagesAsync([.. context.Pages, .. others.SelectMany(o => o.Pages)], $"{GetType().Name}.{name}");
            throw new InvalidOperationException($"{failure.Message}\n{said}\n{string.Join('\n', errors)}\nThe app said last:\n{App.Log[^Math.Min(App.Log.Length, 2000)..]}", failure);
        }
    }

    /// <summary>A second person in the same test: another context on the same browser, closed by the caller, at the latest with the browser.</summary>
    protected async Task<IBrowserContext> AnotherPersonAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.BaseURL ??= App.Address.ToString();
        options.ViewportSize ??= new() { Width = 1920, Height = 1000 };
        var context = await product.Browser.NewContextAsync(options);
        others.Add(context);
        Listen(context);
        return context;
    }

    private void Listen(IBrowserContext context) => context.WebError += (_, e) => errors.Enqueue($"{e.Page?.Url}: {e.Error}");

    /// <returns>Where the pages were and what they told their readers last, for those who see the log and no pictures.</returns>
    private static async Task<string> KeepPagesAsync(IReadOnlyList<IPage> pages, string name)
    {
        var said = new List<string>();
        for (var i = 0; i < pages.Count; i++)
        {
            var file = Path.Combine(BuiltOutput.Results, i == 0 ? name : $"{name}.{i + 1}");
            try
            {
                await pages[i].ScreenshotAsync(new() { Path = $"{file}.png", FullPage = true });
                await File.WriteAllTextAsync($"{file}.html", await pages[i].ContentAsync());
                said.Add($"{pages[i].Url}: {string.Join(" | ", await pages[i].Locator("[aria-live],[role=alert]").AllInnerTextsAsync())}");
            }
            catch (PlaywrightException)
            {
                // A page that crashed has no picture; the test's own failure is the one to report.
            }
        }
        return string.Join('\n', said);
    }
}
