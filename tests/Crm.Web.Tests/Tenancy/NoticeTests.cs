using System.Net;
using System.Text.RegularExpressions;
using Crm.Core.Data;
using Crm.Core.Tenancy;
using Crm.Web.Tests.Integration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Tenancy;

/// <summary>Hosts behind which nobody works (any more, or yet) say so, each in words of their own, and give nothing away.</summary>
public sealed class NoticeTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    private static readonly DateTime Now = DateTime.SpecifyKind(new DateTime(2026, 6, 1), DateTimeKind.Utc);

    public static TheoryData<string, HttpStatusCode> States => new()
    {
        { "suspended", HttpStatusCode.Forbidden },
        { "deleted", HttpStatusCode.Gone },
        { "preparing", HttpStatusCode.ServiceUnavailable },
    };

    [Theory, MemberData(nameof(States))]
    public async Task A_company_that_cannot_be_entered_shows_why_on_every_address(string state, HttpStatusCode status)
    {
        var acme = await product.SignUpAsync("Hush Hush Ltd");
        Assert.Equal(HttpStatusCode.Redirect, (await AskAsync(acme.Tenant.Address, "/deals")).Status);
        Assert.Equal(200, (await acme.GetAsync("deals")).Status);

        await SetAsync(acme, state);

        var texts = new HashSet<string>();
        foreach (var address in new[] { "/", "/deals", "/sign-in", "/settings/members" })
        {
            var (answered, text) = await AskAsync(acme.Tenant.Address, address);
            Assert.Equal(status, answered);
            Assert.DoesNotContain("Hush Hush", text);
            texts.Add(Heading(text));
        }
        Assert.Single(texts);
        var (unknown, unknownText) = await AskAsync("nobody-here", "/deals");
        Assert.Equal(HttpStatusCode.NotFound, unknown);
        Assert.NotEqual(Heading(unknownText), texts.Single());

        var api = await acme.GetAsync("deals");
        Assert.NotEqual(200, api.Status);
        Assert.DoesNotContain("\"data\"", api.Text);
    }

    [Fact]
    public async Task A_notice_wears_the_products_clothes_on_a_host_where_nobody_lives()
    {
        await product.SignUpAsync();
        var (_, page) = await AskAsync("nobody-here", "/deals");
        var sheet = Regex.Match(page, "<link rel=\"stylesheet\" href=\"([^\"]+)\"").Groups[1].Value;

        var (status, text) = await AskAsync("nobody-here", "/" + sheet.TrimStart('/'));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(".card-page", text);
    }

    [Fact]
    public async Task A_company_that_comes_back_is_open_again()
    {
        var acme = await product.SignUpAsync();
        await SetAsync(acme, "suspended");
        Assert.NotEqual(200, (await acme.GetAsync("deals")).Status);

        await SetAsync(acme, "active");

        Assert.Equal(200, (await acme.GetAsync("deals")).Status);
    }

    private static string Heading(string html) => html[html.IndexOf("<h1", StringComparison.Ordinal)..html.IndexOf("</h1>", StringComparison.Ordinal)];

    private async Task<(HttpStatusCode Status, string Text)> AskAsync(string label, string address)
    {
        using var visitor = product.Visitor();
        using var answer = await visitor.GetAsync(new Uri($"http://{label}.localhost{address}"));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task SetAsync(ApiCompany company, string state)
    {
        await using (var platform = company.Product.Services.GetRequiredService<IPlatformDbFactory>().Open())
        {
            var tenant = await platform.Tenants.SingleAsync(t => t.Id == company.Tenant.Id);
            (tenant.SuspendedAt, tenant.DeletedAt, tenant.ReadyAt) =
                (state == "suspended" ? Now : null, state == "deleted" ? Now : null, state == "preparing" ? null : Now);
            await platform.SaveChangesAsync(default);
        }
        company.Product.Services.GetRequiredService<TenantDirectory>().Forget(company.Tenant);
    }
}
