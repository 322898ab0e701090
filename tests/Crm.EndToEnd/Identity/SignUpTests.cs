using System.Text.RegularExpressions;
using Crm.EndToEnd.Running;
using Microsoft.Playwright;

namespace Crm.EndToEnd.Identity;

[Collection(OnPostgres.Lane)]
public sealed class SignUpTests(OnPostgres product) : BrowserTest(product)
{
    private const string Email = "anna@cancity.example";

    [Fact]
    public Task A_company_signs_up_by_mail_works_signs_out_and_chooses_another_password() => InBrowser(async page =>
    {
        var home = App.AddressOf("cancity-tools").ToString();
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Start for free" }).First.ClickAsync();
        await page.GetByLabel("Your name").FillAsync("Anna Snelling");
        await page.GetByLabel("Work e-mail").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync("short");
        await page.GetByLabel("Company").PressSequentiallyAsync("Cancity Tools");
        await Assertions.Expect(page.Locator("#address-says")).ToHaveTextAsync("✓ cancity-tools.localhost is free");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create my CRM" }).ClickAsync();
        await Assertions.Expect(page.Locator("#password-says")).ToHaveTextAsync("At least 12 characters, please.");
        await Assertions.Expect(page.GetByLabel("Company")).ToHaveValueAsync("Cancity Tools");
        await page.GetByLabel("Password").FillAsync("a blue door in Oslo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create my CRM" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Check your mail");

        await FollowNewestMailAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm and open" }).ClickAsync();
        await page.ReachesAsync(home);
        await SignOutAsync(page);

        await SignInAsync(page, "a red door in Oslo");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("That e-mail and password do not open this workspace.");
        await SignInAsync(page, "a blue door in Oslo");
        await page.ReachesAsync(home);
        await SignOutAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Forgot your password?" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync(Email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Check your mail");
        await FollowNewestMailAsync(page);
        await page.GetByLabel("New password").FillAsync("a green door in Oslo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the password" }).ClickAsync();
        await page.ReachesAsync($"{home}sign-in?note=password");
        await SignInAsync(page, "a green door in Oslo");
        await page.ReachesAsync(home);
    });

    [Fact]
    public Task The_sign_up_page_speaks_chinese_and_fits_a_phone() => InBrowser(async page =>
    {
        await page.GotoAsync("/sign-up");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("一分钟，开通公司的 CRM");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "创建" })).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
        await page.GetByLabel("公司名称").PressSequentiallyAsync("顶点五金有限公司");
        await Assertions.Expect(page.GetByLabel("网址")).ToHaveValueAsync("dingdianwujin");
    }, new BrowserNewContextOptions { Locale = "zh-Hans", ViewportSize = new() { Width = 390, Height = 844 } });

    private async Task FollowNewestMailAsync(IPage page)
    {
        await page.GotoAsync($"{App.Address}dev/mailbox");
        await page.FrameLocator("iframe").GetByRole(AriaRole.Link).First.ClickAsync();
        await page.LeavesAsync("/dev/mailbox");
    }

    private static async Task SignInAsync(IPage page, string password)
    {
        await page.GetByLabel("E-mail").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static async Task SignOutAsync(IPage page)
    {
        // The counts in the menu come with the circuit: before it, the page may still be exchanged for itself.
        await page.WaitForSelectorAsync(".rail .n");
        await page.Locator("form[action='/sign-out']").First.EvaluateAsync("form => form.requestSubmit()");
        await page.ReachesAsync(new Regex("/sign-in$"));
    }
}
