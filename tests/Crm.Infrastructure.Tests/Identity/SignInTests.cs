using Crm.Core;
using Crm.Core.Identity;
using Crm.Core.Identity.SigningUp;
using Crm.Core.Mail;
using Crm.Infrastructure.Tests.Running;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Infrastructure.Tests.Identity;

public sealed class SignInTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    [Fact]
    public void A_stolen_table_of_logins_is_slow_to_guess_from()
    {
        // The other tests hash quickly (TestDatabase); this is what the product does.
        using var services = new ServiceCollection().AddCrmCore().AddCrmInfrastructure(new ConfigurationBuilder().Build()).BuildServiceProvider();

        Assert.InRange(services.GetRequiredService<IOptions<PasswordHasherOptions>>().Value.IterationCount, 210_000, int.MaxValue);
    }

    [Theory, OnEveryDatabase]
    public async Task Whatever_is_wrong_the_answer_is_one(DatabaseKind on)
    {
        var database = await databases.On(on);
        var anna = new Visitor(database);
        var acme = (await anna.OpenTenantAsync()).Tenant;
        var konex = (await new Visitor(database).OpenTenantAsync()).Tenant;

        Assert.True((await anna.SignInAsync(acme)).Succeeded);
        Assert.Equal("sign-in-refused", Assert.Single((await anna.SignInAsync(acme, "a red door in Oslo")).Refusals).Code);
        Assert.Equal("sign-in-refused", Assert.Single((await anna.SignInAsync(acme, email: "nobody@acme.example")).Refusals).Code);
        Assert.Equal("sign-in-refused", Assert.Single((await anna.SignInAsync(konex)).Refusals).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Guessing_locks_the_login_even_for_the_right_password(DatabaseKind on)
    {
        var anna = new Visitor(await databases.On(on));
        var acme = (await anna.OpenTenantAsync()).Tenant;

        for (var i = 0; i < 10; i++)
            await anna.SignInAsync(acme, $"guess number {i} of ten");

        Assert.False((await anna.SignInAsync(acme)).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task The_newest_reset_link_works_once_and_ends_all_sessions(DatabaseKind on)
    {
        var anna = new Visitor(await databases.On(on));
        var acme = (await anna.OpenTenantAsync()).Tenant;
        var session = (await anna.SignInAsync(acme)).Value.Login;
        Task<bool> IsAlive(Login login) => anna.DoAsync((SessionCheck sessions) => sessions.IsAliveAsync(acme.Id, login.Id, login.Stamp, default), acme);
        Assert.True(await IsAlive(session));

        await ForgetAsync(anna.Email);
        var older = await anna.TokenAsync();
        await ForgetAsync(anna.Email);
        var newest = await anna.TokenAsync();

        Assert.Equal("link-invalid", await Reset(older, "a green door in Oslo"));
        Assert.Equal("password-too-short", await Reset(newest, "short"));
        Assert.Null(await Reset(newest, "a green door in Oslo"));
        Assert.Equal("link-invalid", await Reset(newest, "a yellow door in Oslo"));
        Assert.False((await anna.SignInAsync(acme)).Succeeded);
        var renewed = await anna.SignInAsync(acme, "a green door in Oslo");
        Assert.False(await IsAlive(session));
        Assert.True(await IsAlive(renewed.Value.Login));

        async Task ForgetAsync(string email) => await anna.DoAsync(async (ForgetPassword forget) =>
        {
            await forget.RunAsync(email, "en-US", Visitor.Site, default);
            return true;
        }, acme);

        async Task<string?> Reset(string token, string password) =>
            (await anna.DoAsync((ResetPassword reset) => reset.RunAsync(token, password, default), acme)).Refusals.FirstOrDefault()?.Code;
    }

    [Theory, OnEveryDatabase]
    public async Task A_forgotten_password_of_a_stranger_mails_nothing(DatabaseKind on)
    {
        var database = await databases.On(on);
        var (anna, stranger) = (new Visitor(database), new Visitor(database));
        var acme = (await anna.OpenTenantAsync()).Tenant;
        await stranger.OpenTenantAsync();
        var before = (await stranger.MailsAsync()).Count;

        await anna.DoAsync(async (ForgetPassword forget) =>
        {
            await forget.RunAsync(stranger.Email, "en-US", Visitor.Site, default);
            await forget.RunAsync("nobody@acme.example", "en-US", Visitor.Site, default);
            return true;
        }, acme);

        Assert.Equal(before, (await stranger.MailsAsync()).Count);
        Assert.Empty(await anna.MailsAsync("nobody@acme.example"));
    }

    [Theory, OnEveryDatabase]
    public async Task The_ticket_to_the_new_company_is_good_once_and_only_there(DatabaseKind on)
    {
        var database = await databases.On(on);
        var anna = new Visitor(database);
        var opened = await anna.OpenTenantAsync();
        Task<Login?> Take(Guid tenantId) => anna.DoAsync((LoginLinks links) => links.TakeAsync(opened.Ticket, SignInTicket.For(tenantId), default));

        Assert.Null(await Take(Guid.CreateVersion7()));
        Assert.Equal(anna.Email, (await Take(opened.Tenant.Id))!.Email);
        Assert.Null(await Take(opened.Tenant.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Find_my_workspace_mails_the_companies_and_tells_the_asker_nothing(DatabaseKind on)
    {
        var anna = new Visitor(await databases.On(on));
        var first = (await anna.OpenTenantAsync()).Tenant;
        var second = (await anna.OpenTenantAsync()).Tenant;

        await anna.DoAsync(async (FindWorkspaces find) =>
        {
            await find.RunAsync(anna.Email, "en-US", Visitor.Site, default);
            await find.RunAsync("nobody@acme.example", "en-US", Visitor.Site, default);
            return true;
        });

        var mail = (await anna.MailsAsync())[^1];
        Assert.Contains($"https://{first.Address}.crm.example/", mail.TextBody);
        Assert.Contains($"https://{second.Address}.crm.example/", mail.TextBody);
        Assert.Empty(await anna.MailsAsync("nobody@acme.example"));
    }

    [Fact]
    public async Task A_name_in_a_mail_is_text_never_markup_or_a_header()
    {
        var compose = (await databases.On(DatabaseKind.Sqlite)).Services.GetRequiredService<ComposeMail>();

        var mail = compose.Run(new Letter("invitation", "ben@acme.example", "en-US")
        {
            Values = ["Acme\r\nBcc: all@acme.example", "<script>alert(1)</script>", "Ben"],
            Link = "https://acme.crm.example/invitation/abc",
        }, Visitor.Site);

        Assert.DoesNotContain("<script>", mail.HtmlBody);
        Assert.Contains("&lt;script&gt;", mail.HtmlBody);
        Assert.DoesNotContain('\n', mail.Subject);
    }
}
