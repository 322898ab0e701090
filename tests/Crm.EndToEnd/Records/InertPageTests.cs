using Crm.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Crm.EndToEnd.Records;

/// <summary>Whatever somebody writes anywhere stays words on every page: nothing of it runs.</summary>
[Collection(OnPostgres.Lane)]
public sealed class InertPageTests(OnPostgres product) : BrowserTest(product)
{
    private const string Attack = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
    private const string ShortAttack = "<img src=x onerror=window.hit=1>";

    // What would run if it came to be an element, and what has run.
    private const string Harm = """
        () => [...document.querySelectorAll('img[onerror], [onclick], script')]
          .filter(e => e.localName !== 'script' || e.textContent.includes('window.hit')).map(e => e.outerHTML)
          .concat('hit' in window ? ['It ran.'] : [])
        """;

    [Fact]
    public Task Script_in_whatever_people_name_or_write_is_shown_and_never_run() => InBrowser(async page =>
    {
        var asked = false;
        page.Dialog += async (_, dialog) =>
        {
            asked = true;
            await dialog.DismissAsync();
        };
        await page.SignUpAsync(App, "Eve <b onclick=1>", "eve@inert.example", "a long enough password", "Inert <script>window.hit=1</script>", "inert");
        var home = App.AddressOf("inert");
        await InertAsync(".rail", "Inert <script>window.hit=1</script>");
        var api = await Api.OpenAsync(page, home);

        // Labels and choices, the name of a stage.
        await page.DefineFieldAsync($"{home}settings/fields/companies", Attack, "choice", Attack);
        await page.DefineFieldAsync($"{home}settings/fields/companies", $"{Attack} 2", "richtext");
        await InertAsync(".fieldrow");
        await page.GotoAsync($"{home}settings/pipelines");
        await page.LiveAsync();
        await page.Locator(".stages input:not([type])").First.FillAsync(Attack);
        await page.Locator(".stages input:not([type])").First.BlurAsync();
        await page.Locator(".shaping footer .btn.p").ClickAsync();
        await InertAsync(".stage-preview");

        // Names and formatted text by hand, the rest by a program.
        await page.GotoAsync($"{home}companies/new");
        await page.Locator(".richbox .area[contenteditable=true]").ClickAsync();
        await page.Keyboard.TypeAsync(Attack);
        await page.Locator("form.sheetform [name=name]").FillAsync(Attack);
        await page.Locator("form.sheetform select[name^=img]").SelectOptionAsync(new SelectOptionValue { Label = Attack });
        await page.Locator("form.sheetform footer .btn.p").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(Attack);
        await Expect(page.Locator(".facts .rich")).ToHaveTextAsync(Attack);
        await InertAsync(".facts .tag");
        await InertAsync(".facts dt");
        var company = new Uri(page.Url).Segments[^1];
        await api.ChangeAsync("companies", company, new { city = Attack, tags = new[] { ShortAttack }, description = Attack, billingAddress = new { street = Attack, country = "NO" } });
        var me = await api.FirstMemberAsync();
        var contact = await api.CreateAsync("contacts", new { name = Attack, company });
        await api.CreateAsync("deals", new { name = Attack, company, owner = me });
        await api.CreateAsync("tasks", new { title = Attack, dueOn = "2026-01-05", owner = me, about = $"companies/{company}" });
        await api.CreateAsync("meetings", new { subject = Attack, place = Attack, startsAt = "2027-03-10T10:00:00Z", owner = me });
        await api.CreateAsync("notes", new { text = Attack, about = $"companies/{company}" });

        // One record: beside it what happened to it, its history, and the card over its name.
        await ShowAsync($"companies/{company}", ".facts dd[data-drafts$='/billingAddress']", ".facts dd[data-drafts$='/city']", ".facts dd[data-drafts$='/description']", ".tl .box", ".tl .diffs", ".next", ".rel");
        await page.LiveAsync();
        await page.Locator(".facts dd[data-drafts$='/city']").HoverAsync();
        await page.Locator(".facts dd[data-drafts$='/city'] .past").ClickAsync();
        await InertAsync(".past-values");
        await ShowAsync($"contacts/{contact}");
        await page.LiveAsync();
        await page.Locator($".facts a[href='/companies/{company}']").HoverAsync();
        await InertAsync("#hover-card");

        // Lists, a board, and a view with such a name.
        await ShowAsync($"companies?open=companies/{company}&columns=name,city,tags,billingAddress", "tbody [data-cell=name]", "tbody [data-cell=city]", ".side .title", ".side .facts");
        await InertAsync("tbody [data-cell=tags]", ShortAttack);
        await page.LiveAsync();
        await page.Locator("[popovertarget=view-edit]").Last.ClickAsync();
        await page.Locator("#view-edit input").First.FillAsync(Attack);
        await page.Locator("#view-edit button[type=submit]").ClickAsync();
        await InertAsync(".tab.on");
        await InertAsync(".toast");
        await ShowAsync("deals/board", "section.col header", "section.col .card");

        // Where a day begins, and what finds everything.
        await ShowAsync("calendar?view=month&date=2027-03-10", ".cal-month .line");
        await ShowAsync("inbox", "[data-notification]");
        await ShowAsync("", ".daylist", ".idle");
        await page.LiveAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("img src");
        await InertAsync("#palette-hits");

        // Gone, with a message that names it, and in the recycle bin.
        await page.GotoAsync($"{home}contacts/{contact}");
        await page.LiveAsync();
        await page.Locator("header.top .btn.danger").ClickAsync();
        await InertAsync(".toast");
        await ShowAsync("settings/deleted", ".bin .line");

        async Task ShowAsync(string path, params string[] places)
        {
            await page.GotoAsync($"{home}{path}");
            foreach (var place in places.DefaultIfEmpty("h1"))
                await InertAsync(place);
        }

        async Task InertAsync(string place, string shown = Attack)
        {
            await Expect(page.Locator(place).Filter(new() { HasText = shown }).First).ToBeVisibleAsync();
            Assert.Empty(await page.EvaluateAsync<string[]>(Harm));
            Assert.False(asked, $"A dialog opened on {page.Url}.");
        }
    });
}
