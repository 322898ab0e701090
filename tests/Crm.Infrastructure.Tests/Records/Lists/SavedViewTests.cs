using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records.Views;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Customization;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records.Lists;

public sealed class SavedViewTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly ViewDefinition BigDeals = ViewDefinition.Plain.With("filter", "amount gt 1000").With("columns", "name~300~pin,amount~120").With("sort", "-amount");

    [Theory, OnEveryDatabase]
    public async Task A_view_is_seen_by_those_whom_its_owner_shares_it_with(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var anna = await acme.DoAsync(s => People.JoinAsync(s, "Anna Snelling", RoleKeys.Member));
        async Task<IReadOnlyList<string>> SeenByAsync(Guid member) => [.. (await acme.DoAsync(s => s.GetRequiredService<ViewList>().RunAsync("deals", Ct), member)).Select(v => v.Name)];

        var view = (await SaveAsync(acme, new ViewDraft("deals", "Big deals", ViewShare.Private, BigDeals))).Value;
        Assert.Empty(await SeenByAsync(anna));

        await SaveAsync(acme, new ViewDraft("deals", "Big deals", ViewShare.All, BigDeals, view));
        Assert.Equal(["Big deals"], await SeenByAsync(anna));
        var seen = Assert.Single(await acme.DoAsync(s => s.GetRequiredService<ViewList>().RunAsync("deals", Ct), anna));
        Assert.Equal(BigDeals, seen.Definition);
        Assert.False(seen.MayChange);
        Assert.Empty(await acme.DoAsync(s => s.GetRequiredService<ViewList>().RunAsync("companies", Ct)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_view_for_the_team_stays_in_the_team(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var anna = await acme.DoAsync(s => People.JoinAsync(s, "Anna Snelling", RoleKeys.Member));
        var cecily = await acme.DoAsync(s => People.JoinAsync(s, "Cecily Lampkin", RoleKeys.Member));
        await acme.DoAsync(async s =>
        {
            await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
            var team = new Team { Name = "West" };
            db.Set<Team>().Add(team);
            foreach (var member in await db.Set<Member>().Where(m => m.Id == anna || m.Id == acme.OwnerId).ToListAsync(Ct))
                member.TeamId = team.Id;
            return await db.SaveChangesAsync(Ct);
        });

        await SaveAsync(acme, new ViewDraft("deals", "Ours", ViewShare.Team, BigDeals), anna);

        Assert.Single(await acme.DoAsync(s => s.GetRequiredService<ViewList>().RunAsync("deals", Ct)));
        Assert.Empty(await acme.DoAsync(s => s.GetRequiredService<ViewList>().RunAsync("deals", Ct), cecily));
    }

    [Theory, OnEveryDatabase]
    public async Task A_shared_view_is_changed_by_its_owner_or_by_those_who_customize_and_by_nobody_else(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var anna = await acme.DoAsync(s => People.JoinAsync(s, "Anna Snelling", RoleKeys.Member));
        var moses = await acme.DoAsync(s => People.JoinAsync(s, "Moses Frase", RoleKeys.Member));
        var view = (await SaveAsync(acme, new ViewDraft("deals", "Anna's", ViewShare.All, BigDeals), anna)).Value;

        Assert.Equal("view-not-yours", (await SaveAsync(acme, new ViewDraft("deals", "Mine now", ViewShare.All, BigDeals, view), moses)).Refusals[0].Code);
        Assert.Equal("view-not-yours", (await acme.DoAsync(s => s.GetRequiredService<DeleteView>().RunAsync(view, Ct), moses)).Refusals[0].Code);
        Assert.True((await SaveAsync(acme, new ViewDraft("deals", "Tidied", ViewShare.All, BigDeals, view))).Succeeded);
        Assert.Equal("view-not-yours", (await SaveAsync(acme, new ViewDraft("deals", "Hidden", ViewShare.Private, BigDeals, view))).Refusals[0].Code);
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<DeleteView>().RunAsync(view, Ct), anna)).Succeeded);
        Assert.Equal("view-unknown", (await acme.DoAsync(s => s.GetRequiredService<DeleteView>().RunAsync(view, Ct))).Refusals[0].Code);
    }

    [Theory, OnEveryDatabase]
    public async Task A_role_sees_the_view_first_that_was_named_last(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var anna = await acme.DoAsync(s => People.JoinAsync(s, "Anna Snelling", RoleKeys.Member));
        var role = await acme.DoAsync(async s =>
        {
            await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
            return await db.Set<Role>().Where(r => r.Key == RoleKeys.Member).Select(r => r.Id).SingleAsync(Ct);
        });

        Assert.Equal("view-first-not-shared", (await SaveAsync(acme, new ViewDraft("deals", "A", ViewShare.Private, BigDeals, null, [role]))).Refusals[0].Code);
        await SaveAsync(acme, new ViewDraft("deals", "A", ViewShare.All, BigDeals, null, [role]));
        await SaveAsync(acme, new ViewDraft("deals", "B", ViewShare.All, BigDeals, null, [role]));
        Assert.Equal("not-permitted", (await SaveAsync(acme, new ViewDraft("deals", "C", ViewShare.All, BigDeals, null, [role]), anna)).Refusals[0].Code);

        Assert.Equal([("A", false), ("B", true)], (await acme.DoAsync(s => s.GetRequiredService<ViewList>().RunAsync("deals", Ct), anna)).Select(v => (v.Name, v.IsFirst)));
        Assert.All(await acme.DoAsync(s => s.GetRequiredService<ViewList>().RunAsync("deals", Ct)), v => Assert.False(v.IsFirst));
    }

    private static Task<Outcome<Guid>> SaveAsync(Company company, ViewDraft draft, Guid? member = null) =>
        company.DoAsync(s => s.GetRequiredService<SaveView>().RunAsync(draft, Ct), member);
}
