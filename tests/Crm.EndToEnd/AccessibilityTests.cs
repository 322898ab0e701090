using Crm.EndToEnd.Running;
using Microsoft.Playwright;

namespace Crm.EndToEnd;

/// <summary>The main screens as axe-core sees them. All screens are looked at before the test speaks, so that one run names every fault.</summary>
[Collection(OnSqlite.Lane)]
public sealed class AccessibilityTests(OnSqlite product) : BrowserTest(product)
{
    private static readonly string[] CompanyScreens =
    [
        "/", "/work?through=day", "/inbox", "/settings/notifications", "/companies", "/deals", "/deals/new", "/deals/board", "/calendar", "/reports/sales", "/import/deals", "/settings", "/settings/members",
        "/settings/pipelines", "/settings/fields/deals", "/settings/api-keys", "/settings/deleted",
    ];

    /// <summary>What opens on a screen, looked at without loading the screen again: the button, and what it brings.</summary>
    private static readonly Dictionary<string, (string Button, string Opened)> Openings = new()
    {
        ["/deals"] = (".filters [popovertarget=filter-build]", "#filter-build form"),
        ["/deals/board"] = (".slip .more-of", "dialog[open].card-sheet"),
        ["/calendar"] = (".cal .top .btn.p", "dialog[open] form"),
        ["/settings/fields/deals"] = (".top .btn.p", "form.fieldedit"),
    };

    private static readonly string[] PublicScreens = ["welcome", "sign-up"];

    // Reading the answer as one string per node keeps the message short: rule, target, reason.
    private const string Look = """
        async () => {
          const found = await axe.run(document, { resultTypes: ['violations'] });
          return found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
            .flatMap(v => v.nodes.map(n => `${v.id} ${n.target.join(' ')}: ${n.any.concat(n.all, n.none)[0]?.message ?? v.help}`));
        }
        """;

    [Fact]
    public Task Everyone_can_read_and_operate_the_light_screens() => LookAtScreensAsync(new() { ColorScheme = ColorScheme.Light });

    [Fact]
    public Task Everyone_can_read_and_operate_the_dark_screens() => LookAtScreensAsync(new() { ColorScheme = ColorScheme.Dark });

    [Fact]
    public Task Everyone_can_read_and_operate_the_screens_on_a_phone_in_chinese() => LookAtScreensAsync(
        new() { Locale = "zh-Hans", ViewportSize = new() { Width = 390, Height = 844 } });

    private Task LookAtScreensAsync(BrowserNewContextOptions options)
    {
        var home = App.AddressOf("demo");
        options.BaseURL = home.ToString();
        // The pages forbid scripts from elsewhere; axe-core comes from outside.
        options.BypassCSP = true;
        return InBrowser(async page =>
        {
            page.SetDefaultTimeout(60_000);
            var faults = new List<string>();
            await VisitAsync(page, "/sign-in", faults);
            foreach (var screen in PublicScreens)
                await VisitAsync(page, App.Address + screen, faults);
            await page.SignInAsync();
            foreach (var screen in CompanyScreens)
            {
                await VisitAsync(page, screen, faults);
                if (Openings.TryGetValue(screen, out var opening))
                    await OpenAsync(page, screen, opening.Button, opening.Opened, faults);
            }
            var deal = await page.EvaluateAsync<string>("fetch('/api/v1/deals?limit=1').then(a => a.json()).then(j => j.data[0].id)");
            await VisitAsync(page, $"/deals/{deal}", faults);
            Assert.True(faults.Count == 0, string.Join('\n', faults));
        }, options);
    }

    private static async Task VisitAsync(IPage page, string screen, List<string> faults)
    {
        await page.GotoAsync(screen, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.AddScriptTagAsync(new() { Path = AxeFile });
        await LookAsync(page, screen, faults);
    }

    private static async Task OpenAsync(IPage page, string screen, string button, string opened, List<string> faults)
    {
        await page.LiveAsync();
        await page.Locator(button).First.ClickAsync(new() { Force = true });
        await Assertions.Expect(page.Locator(opened)).ToBeVisibleAsync();
        await LookAsync(page, $"{screen} with {opened}", faults);
    }

    private static async Task LookAsync(IPage page, string screen, List<string> faults)
    {
        foreach (var fault in await page.EvaluateAsync<string[]>(Look))
            faults.Add($"{screen}: {fault}");
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (overflow > 0)
            faults.Add($"{screen}: {overflow} px wider than the window");
    }

    private static string AxeFile { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("CRM_TEST_NPM") ?? Path.Combine(BuiltOutput.Root, "tests", "npm"),
        "node_modules", "axe-core", "axe.min.js");
}
