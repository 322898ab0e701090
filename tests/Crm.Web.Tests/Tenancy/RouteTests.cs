using System.Net;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Identity.SigningUp;
using Crm.Web.Identity;
using Crm.Web.Tests.Integration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Tenancy;

/// <summary>Where each page lives and who gets in, asked of the whole route table: a page that is added later is asked too.</summary>
public sealed class RouteTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    /// <summary>Pages of a tenant that a visitor may open without having signed in. Whatever else is added must ask who comes.</summary>
    private static readonly string[] OpenToVisitors = ["/sign-in", "/forgot-password", "/reset-password", "/invitation", "/sign-out"];

    [Fact]
    public async Task No_page_is_at_home_on_every_host_and_on_the_base_domain_at_once()
    {
        await product.SignUpAsync();

        Assert.DoesNotContain(Route.All(product.Services), r => r.AnyHost && r.BaseHost);
    }

    [Fact]
    public async Task What_belongs_to_a_tenant_does_not_exist_on_the_base_domain()
    {
        var acme = await product.SignUpAsync();
        // The base domain shows its own first page at "/".
        foreach (var route in Route.All(product.Services).Where(r => r.NeedsTenant && r.AnswersGet && r.Pattern != "/"))
            Assert.True(HttpStatusCode.NotFound == (await GetAsync(acme, route.Address, host: "localhost")).StatusCode, $"{route} answers on the base domain.");
    }

    [Fact]
    public async Task What_belongs_to_the_base_domain_does_not_exist_on_a_tenants_host()
    {
        var acme = await product.SignUpAsync();
        foreach (var route in Route.All(product.Services).Where(r => r.BaseHost && r.AnswersGet))
            Assert.True(HttpStatusCode.NotFound == (await GetAsync(acme, route.Address)).StatusCode, $"{route} answers on a tenant's host.");
    }

    [Fact]
    public async Task A_visitor_is_led_to_the_sign_in_from_every_page_of_a_tenant()
    {
        var acme = await product.SignUpAsync();
        foreach (var route in Route.All(product.Services).Where(r => r.IsPage && r.NeedsTenant && !IsOpen(r)))
        {
            var answer = await GetAsync(acme, route.Address);
            Assert.True(LeadsToSignIn(answer), $"{route} answers a visitor with {(int)answer.StatusCode}.");
        }
    }

    [Fact]
    public async Task A_session_opens_the_pages_of_its_own_company_and_none_of_another()
    {
        var (acme, rival) = (await product.SignUpAsync(), await product.SignUpAsync("Rival"));
        var cookie = await SignInAsync(acme);
        foreach (var route in Route.All(product.Services).Where(r => r.IsPage && r.NeedsTenant && !r.TakesParameters && !IsOpen(r)))
        {
            var own = await GetAsync(acme, route.Address, cookie: cookie);
            Assert.False(LeadsToSignIn(own), $"{route} does not know its own member.");
            Assert.True((int)own.StatusCode < 500, $"{route} fails with {(int)own.StatusCode}.");
            var others = await GetAsync(rival, route.Address, cookie: cookie);
            Assert.True(LeadsToSignIn(others), $"{route} takes another company's cookie: {(int)others.StatusCode}.");
        }
    }

    [Theory]
    [InlineData("{acme}.localhost", true)]
    [InlineData("{ACME}.LocalHost", true)]
    [InlineData("{acme}.localhost.", true)]
    [InlineData("{acme}.localhost:8443", true)]
    [InlineData("localhost", false)]
    [InlineData("LOCALHOST.", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("[::1]", false)]
    [InlineData("2130706433", false)]
    [InlineData("{acme}", false)]
    [InlineData("www.{acme}.localhost", false)]
    [InlineData("{acme}.{acme}.localhost", false)]
    [InlineData("{acme}.localhost.evil.example", false)]
    [InlineData("{acme}.evil-localhost", false)]
    [InlineData("{acme}.notlocalhost", false)]
    [InlineData("{acme}localhost", false)]
    [InlineData("{acme}..localhost", false)]
    [InlineData("-{acme}.localhost", false)]
    [InlineData("{acme}x.localhost", false)]
    [InlineData("{acme}.localhost:0", false)]
    public async Task A_company_is_found_by_its_own_host_and_by_nothing_that_looks_like_it(string host, bool found)
    {
        var acme = await product.SignUpAsync();
        var asked = host.Replace("{acme}", acme.Tenant.Address).Replace("{ACME}", acme.Tenant.Address.ToUpperInvariant());

        Assert.Equal(found, LeadsToSignIn(await GetAsync(acme, "/deals", asked)));
    }

    [Theory]
    [InlineData("X-Forwarded-Host")]
    [InlineData("X-Original-Host")]
    [InlineData("X-Host")]
    [InlineData("Forwarded")]
    public async Task A_header_that_names_a_company_does_not_make_it_the_tenant(string header)
    {
        var (acme, rival) = (await product.SignUpAsync(), await product.SignUpAsync("Rival"));
        var cookie = await SignInAsync(acme);
        var value = header == "Forwarded" ? $"host={acme.Tenant.Address}.localhost" : $"{acme.Tenant.Address}.localhost";

        Assert.False(LeadsToSignIn(await GetAsync(acme, "/deals", cookie: cookie)));
        Assert.True(LeadsToSignIn(await GetAsync(rival, "/deals", cookie: cookie, extra: (header, value))));
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(acme, "/deals", host: "localhost", cookie: cookie, extra: (header, value))).StatusCode);
    }

    private static bool IsOpen(Route route) => OpenToVisitors.Any(open => route.Pattern == open || route.Pattern.StartsWith(open + "/", StringComparison.Ordinal));

    private static bool LeadsToSignIn(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.Redirect && answer.Headers.Location is { } to
        && (to.IsAbsoluteUri ? to.AbsolutePath : to.OriginalString.Split('?')[0]) == "/sign-in";

    private static async Task<HttpResponseMessage> GetAsync(
        ApiCompany company, string address, string? host = null, string? cookie = null, (string Name, string Value)? extra = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{company.Tenant.Address}.localhost{address}");
        request.Headers.TryAddWithoutValidation("Host", host ?? $"{company.Tenant.Address}.localhost");
        if (cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        if (extra is { } header)
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        using var visitor = company.Product.Visitor();
        return await visitor.SendAsync(request);
    }

    /// <summary>Gives the company's owner a login, opens a session by the ticket of sign-up, and hands back its cookie.</summary>
    private static async Task<string> SignInAsync(ApiCompany company)
    {
        var ticket = await company.DoAsync(async services =>
        {
            var login = await services.GetRequiredService<ILogins>().FindOrAddAsync($"olivia@{company.Tenant.Address}.example", default);
            await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
            (await db.Set<Member>().SingleAsync(m => m.Id == company.OwnerId)).UserId = login.Id;
            await db.SaveChangesAsync(default);
            return await services.GetRequiredService<LoginLinks>().MakeAsync(login.Id, SignInTicket.For(company.Tenant.Id), SignInTicket.Life, default);
        });
        using var visitor = company.Product.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{company.Tenant.Address}.localhost/sign-in/ticket?ticket={ticket}");
        using var answer = await visitor.SendAsync(request);
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0]));
    }
}
