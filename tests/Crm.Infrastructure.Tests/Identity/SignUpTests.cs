using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Identity.SigningUp;
using Crm.Core.Records.Access;
using Crm.Core.Records.Pipelines;
using Crm.Core.Tenancy;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Identity;

public sealed class SignUpTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    [Theory, OnEveryDatabase]
    public async Task A_confirmed_sign_up_is_a_furnished_company_whose_owner_can_sign_in(DatabaseKind on)
    {
        var database = await databases.On(on);
        var anna = new Visitor(database);

        var opened = await anna.OpenTenantAsync();

        Assert.Equal(TenantState.Active, opened.Tenant.State);
        Assert.Equal(("USD", "UTC", "Acme Hardware"), (opened.Tenant.Currency, opened.Tenant.TimeZone, opened.Tenant.Name));
        var (roles, pipelines) = await anna.DoAsync(async (ICrmDbFactory dbs) =>
        {
            await using var db = dbs.Open();
            return (await db.Set<Role>().Select(r => r.Key).ToListAsync(), await db.Set<Pipeline>().CountAsync());
        }, opened.Tenant);
        Assert.Equal(RoleKeys.All.Order(), roles.Order());
        Assert.True(pipelines > 0);
        var login = (await anna.SignInAsync(opened.Tenant)).Value.Login;
        var owner = await anna.DoAsync((ActorDirectory actors) => actors.MemberOfUserAsync(login.Id, default).AsTask(), opened.Tenant);
        Assert.True(owner!.Has(AdminRight.ManageTenant));
        Assert.Equal("Anna Snelling", owner.Name);
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_can_sign_in_before_the_e_mail_is_confirmed_and_no_company_exists(DatabaseKind on)
    {
        var database = await databases.On(on);
        var anna = new Visitor(database);
        var acme = await database.SignUpAsync();
        var address = Visitor.NewAddress();

        Assert.True((await anna.AskAsync(address)).Succeeded);

        Assert.False((await anna.SignInAsync(acme.Tenant)).Succeeded);
        Assert.Null(await database.Services.GetRequiredService<TenantDirectory>().FindByAddressAsync(address, default));
    }

    [Theory, OnEveryDatabase]
    public async Task A_confirmation_link_works_once(DatabaseKind on)
    {
        var anna = new Visitor(await databases.On(on));
        await anna.AskAsync();
        var token = await anna.TokenAsync();

        Assert.True((await anna.FollowAsync(token)).Succeeded);

        Assert.Equal("link-invalid", Assert.Single((await anna.FollowAsync(token)).Refusals).Code);
        Assert.Equal("link-invalid", Assert.Single((await anna.FollowAsync("made-up")).Refusals).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task A_confirmation_link_is_too_old_after_two_days(DatabaseKind on)
    {
        var database = await databases.On(on);
        var anna = new Visitor(database);
        await anna.AskAsync();
        await using (var db = database.Services.GetRequiredService<IPlatformDbFactory>().Open())
        {
            var signUp = await db.Set<SignUp>().FirstAsync(s => s.Email == anna.Email);
            Assert.Equal(RequestSignUp.Held, signUp.ExpiresAt - signUp.CreatedAt);
            signUp.ExpiresAt = signUp.CreatedAt.AddMinutes(-1);
            await db.SaveChangesAsync(default);
        }

        Assert.Equal("link-invalid", Assert.Single((await anna.FollowAsync(await anna.TokenAsync())).Refusals).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Opening_that_stopped_half_way_goes_on_with_the_same_link(DatabaseKind on)
    {
        var database = await databases.On(on);
        var anna = new Visitor(database);
        await anna.AskAsync();
        var token = await anna.TokenAsync();
        var opened = (await anna.FollowAsync(token)).Value;
        await using (var db = database.Services.GetRequiredService<IPlatformDbFactory>().Open())
        {
            (await db.Tenants.FirstAsync(t => t.Id == opened.Tenant.Id)).ReadyAt = null;
            await db.SaveChangesAsync(default);
        }

        var again = (await anna.FollowAsync(token)).Value;

        Assert.Equal(opened.Tenant.Id, again.Tenant.Id);
        Assert.Equal(TenantState.Active, again.Tenant.State);
    }

    [Theory, OnEveryDatabase]
    public async Task An_address_is_refused_when_reserved_taken_or_alike(DatabaseKind on)
    {
        var database = await databases.On(on);
        var anna = new Visitor(database);
        var address = $"zoo{Visitor.NewAddress()}";
        await anna.AskAsync(address);
        var (twin, other) = (address.Replace('o', '0'), new Visitor(database));

        async Task<string?> CodeOf(string wanted) => (await other.AskAsync(wanted)).Refusals.SingleOrDefault()?.Code;

        Assert.Equal("address-Reserved", await CodeOf("admin"));
        Assert.Equal("address-Punycode", await CodeOf("xn--80ak6aa92e"));
        Assert.Equal("address-LookAlike", await CodeOf("g00gle"));
        Assert.Equal("address-taken", await CodeOf(address));
        Assert.Equal("address-taken", await CodeOf(twin));
        Assert.Null(await CodeOf(Visitor.NewAddress()));
        await anna.FollowAsync(await anna.TokenAsync());
        Assert.Equal("address-taken", await CodeOf(twin));
    }

    [Theory, OnEveryDatabase]
    public async Task Every_field_that_is_wrong_is_named_at_once(DatabaseKind on)
    {
        var anna = new Visitor(await databases.On(on));

        var refusals = (await anna.DoAsync((RequestSignUp signUp) => signUp.RunAsync(
            new SignUpRequest(" ", "anna@", "too short", "", "-x-", "none", "en-US", null), Visitor.Site, default))).Refusals;

        Assert.Equal(
            ["name: name-missing", "email: email-unreadable", "password: password-too-short", "company: company-missing", "address: address-HyphenAtEdge", "template: template-unknown"],
            refusals.Select(r => r.ToString()));
        Assert.Empty(await anna.MailsAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Who_has_a_login_gets_the_same_answer_and_keeps_the_password(DatabaseKind on)
    {
        var database = await databases.On(on);
        var anna = new Visitor(database);
        await anna.OpenTenantAsync();

        var answer = await anna.AskAsync(password: "somebody else's sentence");

        Assert.Equal(anna.Email, answer.Value);
        var second = (await anna.FollowAsync(await anna.TokenAsync())).Value;
        Assert.False((await anna.SignInAsync(second.Tenant, "somebody else's sentence")).Succeeded);
        Assert.True((await anna.SignInAsync(second.Tenant)).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task A_password_counts_only_with_the_link_of_its_own_sign_up(DatabaseKind on)
    {
        var anna = new Visitor(await databases.On(on));
        await anna.AskAsync();
        var own = await anna.TokenAsync();
        await anna.AskAsync(password: "planted by a stranger");

        var opened = (await anna.FollowAsync(own)).Value;

        Assert.True((await anna.SignInAsync(opened.Tenant)).Succeeded);
        Assert.False((await anna.SignInAsync(opened.Tenant, "planted by a stranger")).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task A_chinese_sign_up_is_answered_in_chinese_and_begins_with_its_currency(DatabaseKind on)
    {
        var anna = new Visitor(await databases.On(on));
        await anna.AskAsync(culture: "zh-Hans");

        Assert.Contains("请确认邮箱", (await anna.MailsAsync())[0].Subject);
        var opened = (await anna.FollowAsync(await anna.TokenAsync())).Value;
        Assert.Equal(("CNY", "Asia/Shanghai", "zh-Hans"), (opened.Tenant.Currency, opened.Tenant.TimeZone, opened.Tenant.Culture));
    }
}
