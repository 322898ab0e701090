using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Identity.Members;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Identity;

public sealed class MemberTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    [Theory, OnEveryDatabase]
    public async Task An_invited_colleague_joins_with_the_role_of_the_invitation(DatabaseKind on)
    {
        var database = await databases.On(on);
        var acme = await database.SignUpAsync();
        var ben = new Visitor(database);

        var memberId = (await InviteAsync(acme, ben.Email, RoleKeys.Manager)).Value;
        var joined = (await JoinAsync(acme, ben, await ben.TokenAsync())).Value;

        Assert.True((await ben.SignInAsync(acme.Tenant)).Succeeded);
        var actor = await ben.DoAsync((ActorDirectory actors) => actors.MemberOfUserAsync(joined.Id, default).AsTask(), acme.Tenant);
        Assert.Equal((memberId, "Ben Baker"), (actor!.MemberId!.Value, actor.Name));
        Assert.False(actor.Has(AdminRight.ManageMembers));
        Assert.Equal(AccessScope.Subordinates, actor.Grants[(Actor.AnyType, RecordAction.Edit)]);
    }

    [Theory, OnEveryDatabase]
    public async Task An_invitation_is_good_once_and_not_after_it_was_withdrawn_or_sent_again(DatabaseKind on)
    {
        var database = await databases.On(on);
        var acme = await database.SignUpAsync();
        var (ben, cleo) = (new Visitor(database), new Visitor(database));
        await InviteAsync(acme, ben.Email);
        var first = await ben.TokenAsync();
        await InviteAsync(acme, ben.Email);
        var second = await ben.TokenAsync();
        var cleosRow = (await InviteAsync(acme, cleo.Email)).Value;
        Assert.True(await acme.DoAsync(async services => (await services.GetRequiredService<RevokeInvitation>().RunAsync(cleosRow, default)).Value));

        Assert.Equal("link-invalid", CodeOf(await JoinAsync(acme, ben, first)));
        Assert.Null(CodeOf(await JoinAsync(acme, ben, second)));
        Assert.Equal("link-invalid", CodeOf(await JoinAsync(acme, ben, second)));
        Assert.Equal("link-invalid", CodeOf(await JoinAsync(acme, cleo, await cleo.TokenAsync())));
    }

    [Theory, OnEveryDatabase]
    public async Task Who_has_a_login_joins_another_company_with_its_password_only(DatabaseKind on)
    {
        var database = await databases.On(on);
        var acme = await database.SignUpAsync();
        var ben = new Visitor(database);
        await ben.OpenTenantAsync();
        await InviteAsync(acme, ben.Email);
        var token = await ben.TokenAsync();

        Assert.Equal("invitation-password", CodeOf(await JoinAsync(acme, ben, token, "not his password at all")));
        Assert.Null(CodeOf(await JoinAsync(acme, ben, token)));
        Assert.True((await ben.SignInAsync(acme.Tenant)).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task An_imported_sales_person_keeps_the_row_when_invited(DatabaseKind on)
    {
        var database = await databases.On(on);
        var acme = await database.SignUpAsync();
        var dora = new Visitor(database);
        var row = await acme.DoAsync(async services => (await services.GetRequiredService<RecordStore>()
            .CreateAsync("members", new Dictionary<string, object?> { ["name"] = "Dora Dell" }, default)).Value.Id);

        var invited = await acme.DoAsync(async services => await services.GetRequiredService<InviteMember>()
            .RunAsync(new Invitee(null, dora.Email, await RoleAsync(services, RoleKeys.Member), row), "en-US", Visitor.Site, default));
        await JoinAsync(acme, dora, await dora.TokenAsync());

        Assert.Equal(row, invited.Value);
        Assert.True((await dora.SignInAsync(acme.Tenant)).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_gives_or_takes_a_role_above_their_own(DatabaseKind on)
    {
        var database = await databases.On(on);
        var acme = await database.SignUpAsync();
        var admin = await MemberAsync(acme, "Adam", RoleKeys.Admin);
        var member = await MemberAsync(acme, "Mia", RoleKeys.Member);

        Assert.Equal("role-too-high", CodeOf(await InviteAsync(acme, new Visitor(database).Email, RoleKeys.Owner, admin)));
        Assert.Equal("role-too-high", CodeOf(await GiveAsync(acme, member, RoleKeys.Owner, admin)));
        Assert.Equal("not-permitted", CodeOf(await GiveAsync(acme, acme.OwnerId, RoleKeys.Member, admin)));
        Assert.Equal("not-permitted", CodeOf(await GiveAsync(acme, admin, RoleKeys.ReadOnly, member)));
        Assert.Equal("not-permitted", CodeOf(await InviteAsync(acme, new Visitor(database).Email, RoleKeys.ReadOnly, member)));
        Assert.Null(CodeOf(await GiveAsync(acme, member, RoleKeys.Admin, admin)));
        Assert.Null(CodeOf(await GiveAsync(acme, member, RoleKeys.Owner)));
    }

    [Theory, OnEveryDatabase]
    public async Task The_last_owner_is_neither_demoted_nor_deactivated(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var second = await MemberAsync(acme, "Otto", RoleKeys.Owner);

        Assert.Null(CodeOf(await LeaveAsync(acme, second)));
        Assert.Equal("last-owner", CodeOf(await GiveAsync(acme, acme.OwnerId, RoleKeys.Member)));
        Assert.Equal("member-yourself", CodeOf(await LeaveAsync(acme, acme.OwnerId)));

        await acme.DoAsync(async services => (await services.GetRequiredService<ReactivateMember>().RunAsync(second, default)).Value);
        Assert.Null(CodeOf(await GiveAsync(acme, acme.OwnerId, RoleKeys.Member)));
        Assert.Equal("last-owner", CodeOf(await GiveAsync(acme, second, RoleKeys.Admin, second)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_deactivated_member_is_gone_and_the_records_are_a_colleagues(DatabaseKind on)
    {
        var database = await databases.On(on);
        var acme = await database.SignUpAsync();
        var ben = new Visitor(database);
        var row = (await InviteAsync(acme, ben.Email)).Value;
        var login = (await JoinAsync(acme, ben, await ben.TokenAsync())).Value;
        await acme.DoAsync(async services =>
        {
            var store = services.GetRequiredService<RecordStore>();
            foreach (var name in new[] { "Konex", "Isdom", "Cancity" })
                await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = name, ["owner"] = row }, default);
            return true;
        });
        Task<bool> IsAlive() => ben.DoAsync((SessionCheck sessions) => sessions.IsAliveAsync(acme.Tenant.Id, login.Id, login.Stamp, default), acme.Tenant);
        Assert.True(await IsAlive());

        Assert.Equal(3, await acme.DoAsync(services => services.GetRequiredService<DeactivateMember>().OwnedAsync(row, default)));
        Assert.Equal(3, (await LeaveAsync(acme, row, acme.OwnerId)).Value);

        Assert.False(await IsAlive());
        Assert.False((await ben.SignInAsync(acme.Tenant)).Succeeded);
        await Assert.ThrowsAsync<ActorGoneException>(() => acme.DoAsync(async services => await services.GetRequiredService<CurrentActor>().GetAsync(default), row));
        var owners = await acme.DoAsync(async services => (await services.GetRequiredService<RecordReader>()
            .PageAsync(new RecordQuery("companies") { Columns = ["owner"] }, default)).Value.Rows.Select(r => ((RecordRef)r.Values[0]!).Id).Distinct().ToList());
        Assert.Equal([acme.OwnerId], owners);
    }

    [Theory, OnEveryDatabase]
    public async Task A_member_with_a_login_is_not_deleted_like_a_record_but_one_without_is(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var imported = await acme.DoAsync(async services => (await services.GetRequiredService<RecordStore>()
            .CreateAsync("members", new Dictionary<string, object?> { ["name"] = "Dora Dell" }, default)).Value.Id);
        Task<Outcome<WriteResult>> Delete(Guid id) => acme.DoAsync(services => services.GetRequiredService<RecordStore>().DeleteAsync("members", id, default));

        Assert.Equal("member-has-login", CodeOf(await Delete(acme.OwnerId)));
        Assert.Null(CodeOf(await Delete(imported)));
    }

    private static async Task<Guid> RoleAsync(IServiceProvider services, string key)
    {
        await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
        return await db.Set<Role>().Where(r => r.Key == key).Select(r => r.Id).FirstAsync();
    }

    /// <summary>A member who can sign in, made without the way over the mail.</summary>
    internal static Task<Guid> MemberAsync(Company company, string name, string role) => company.DoAsync(async services =>
    {
        var id = (await services.GetRequiredService<RecordStore>().CreateAsync("members", new Dictionary<string, object?> { ["name"] = name }, default)).Value.Id;
        var roleId = await RoleAsync(services, role);
        await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
        var member = await db.Set<Member>().FirstAsync(m => m.Id == id);
        (member.RoleId, member.UserId) = (roleId, Guid.CreateVersion7());
        await db.SaveChangesAsync(default);
        return id;
    });

    private static Task<Outcome<Guid>> InviteAsync(Company company, string email, string role = RoleKeys.Member, Guid? by = null) =>
        company.DoAsync(async services => await services.GetRequiredService<InviteMember>()
            .RunAsync(new Invitee("Ben", email, await RoleAsync(services, role)), "en-US", Visitor.Site, default), by);

    private static Task<Outcome<Login>> JoinAsync(Company company, Visitor person, string token, string password = Visitor.Password) =>
        person.DoAsync((AcceptInvitation accept) => accept.RunAsync(token, "Ben Baker", password, default), company.Tenant);

    private static Task<Outcome<bool>> GiveAsync(Company company, Guid memberId, string role, Guid? by = null) =>
        company.DoAsync(async services => await services.GetRequiredService<ChangeRole>().RunAsync(memberId, await RoleAsync(services, role), default), by);

    private static Task<Outcome<int>> LeaveAsync(Company company, Guid memberId, Guid? heir = null) =>
        company.DoAsync(services => services.GetRequiredService<DeactivateMember>().RunAsync(memberId, heir, default));

    private static string? CodeOf<T>(Outcome<T> outcome) => outcome.Refusals.SingleOrDefault()?.Code;
}
