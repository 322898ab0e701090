using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Identity.Members;
using Crm.Core.Records;
using Crm.Web.Records;
using Crm.Web.Tests.Integration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Tenancy;

/// <summary>What a member chose in the profile holds wherever that member looks.</summary>
public sealed class LanguageTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    private const string Password = "long enough for anyone";

    [Fact]
    public async Task Signing_in_brings_the_language_that_the_member_chose()
    {
        var acme = await product.SignUpAsync();
        await acme.DoAsync(async services =>
        {
            var logins = services.GetRequiredService<ILogins>();
            var login = await logins.FindOrAddAsync($"olivia@{acme.Tenant.Address}.example", default);
            await logins.SetPasswordAsync(login.Id, logins.Hash(Password), default);
            await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
            (await db.Set<Member>().SingleAsync(m => m.Id == acme.OwnerId)).UserId = login.Id;
            await db.SaveChangesAsync(default);
            return true;
        });
        Assert.DoesNotContain("culture", await CookiesAfterSignInAsync(acme), StringComparison.OrdinalIgnoreCase);

        await acme.DoAsync(services => services.GetRequiredService<UpdateProfile>().RunAsync(new Profile("Olivia", "zh-Hans", null), default));

        Assert.Contains("zh-Hans", await CookiesAfterSignInAsync(acme));
    }

    [Fact]
    public async Task Times_are_shown_and_days_begin_in_the_members_own_zone()
    {
        var acme = await product.SignUpAsync();
        var late = new DateTime(2026, 3, 10, 23, 30, 0, DateTimeKind.Utc);

        Assert.Equal("2026-03-10", await DayAsync());
        await acme.DoAsync(services => services.GetRequiredService<UpdateProfile>().RunAsync(new Profile("Olivia", null, "Asia/Shanghai"), default));
        Assert.Equal("2026-03-11", await DayAsync());

        Task<string> DayAsync() => acme.DoAsync(async services =>
        {
            await services.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("deals"), default);
            return TimeZoneInfo.ConvertTimeFromUtc(late, services.GetRequiredService<RecordLabels>().Format.Zone).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        });
    }

    private static async Task<string> CookiesAfterSignInAsync(ApiCompany company)
    {
        using var browser = company.Product.Browser(company);
        var page = await browser.GetStringAsync("/sign-in");
        var token = page[(page.IndexOf("__RequestVerificationToken\" value=\"", StringComparison.Ordinal) + 35)..];
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token[..token.IndexOf('"')],
            ["_handler"] = "sign-in",
            ["Form.Email"] = $"olivia@{company.Tenant.Address}.example",
            ["Form.Password"] = Password,
        });
        using var answer = await browser.PostAsync("/sign-in", form);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return string.Join('\n', answer.Headers.GetValues("Set-Cookie"));
    }
}
