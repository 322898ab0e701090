using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Identity;

/// <summary>Lena leads Mia; Nick is Lena's neighbour in the team "Oslo"; Zoe is far away. Each owns a company of that name.</summary>
public sealed class ScopeTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    [Theory, OnEveryDatabase]
    public async Task A_role_sees_and_edits_exactly_as_far_as_it_reaches(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var people = new Dictionary<string, Guid>();
        foreach (var name in new[] { "Lena", "Mia", "Nick", "Zoe" })
            people[name] = await MemberTests.MemberAsync(acme, name, RoleKeys.Member);
        var ids = await FurnishAsync(acme, people);

        foreach (var (scope, reach) in new (AccessScope, string[])[]
        {
            (AccessScope.None, []),
            (AccessScope.Own, ["Lena"]),
            (AccessScope.Subordinates, ["Lena", "Mia", "nobody"]),
            (AccessScope.Team, ["Lena", "Mia", "Nick", "nobody"]),
            (AccessScope.All, ["Lena", "Mia", "Nick", "Zoe", "nobody"]),
        })
        {
            await GrantAsync(acme, RecordAction.View, scope);
            await GrantAsync(acme, RecordAction.Edit, AccessScope.All);
            Assert.Equal(reach.Order(), await SeenAsync(acme, people["Lena"]));
            await GrantAsync(acme, RecordAction.View, AccessScope.All);
            await GrantAsync(acme, RecordAction.Edit, scope);
            Assert.Equal(reach.Order(), await EditableAsync(acme, people["Lena"], ids));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task What_a_role_may_not_see_is_not_told_by_the_records_that_refer_to_it(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var lena = await MemberTests.MemberAsync(acme, "Lena", RoleKeys.Member);
        var zoe = await MemberTests.MemberAsync(acme, "Zoe", RoleKeys.Member);
        await acme.DoAsync(async services =>
        {
            var store = services.GetRequiredService<RecordStore>();
            foreach (var (name, owner) in new[] { ("Aldi", zoe), ("Zara", lena) })
            {
                var company = (await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = name, ["owner"] = owner, ["city"] = "Oslo" }, default)).Value.Id;
                var deal = await store.CreateAsync("deals", new Dictionary<string, object?> { ["name"] = $"Deal with {name}", ["company"] = company, ["owner"] = lena }, default);
                Assert.True(deal.Succeeded);
            }
            return true;
        });

        // Everything in reach: the positive control.
        Assert.Equal(["Aldi", "Zara"], await CompaniesOfDealsAsync(acme, lena, null, "company"));
        Assert.Equal(["Aldi", "Zara"], await CompaniesOfDealsAsync(acme, lena, "company.city eq Oslo", "company"));

        await GrantAsync(acme, RecordAction.View, AccessScope.Own);
        Assert.Equal(["", "Zara"], await CompaniesOfDealsAsync(acme, lena, null, "company"));
        foreach (var filter in new[] { "company.city eq Oslo", "company.city ne Bergen", "company.city notempty", "company.name contains a" })
            Assert.Equal(["Zara"], await CompaniesOfDealsAsync(acme, lena, filter, "company"));
        Assert.Equal([], await CompaniesOfDealsAsync(acme, lena, "company.name eq Aldi", "company"));
        Assert.Equal([], await CompaniesOfDealsAsync(acme, lena, "company.city empty", "company"));
    }

    private static Task<List<string>> CompaniesOfDealsAsync(Company acme, Guid member, string? filter, string sort) => acme.DoAsync(async services =>
    {
        var reader = services.GetRequiredService<RecordReader>();
        var page = await reader.PageAsync(new RecordQuery("deals") { Columns = ["company"], Sort = sort, Filter = filter is null ? null : FilterText.Parse(filter).Value }, default);
        var listed = page.Value.Rows.ToDictionary(r => r.Id, r => ((RecordRef?)r.Values[0])?.Title ?? "");
        foreach (var (id, title) in listed)
        {
            var one = (await reader.FindAsync("deals", id, default))!;
            Assert.Contains(one.Values.OfType<RecordRef>(), r => r.Title == title);
        }
        return listed.Values.Order().ToList();
    }, member);

    private static Task<Dictionary<string, Guid>> FurnishAsync(Company acme, Dictionary<string, Guid> people) => acme.DoAsync(async services =>
    {
        var store = services.GetRequiredService<RecordStore>();
        var oslo = (await store.CreateAsync("teams", new Dictionary<string, object?> { ["name"] = "Oslo" }, default)).Value.Id;
        await store.UpdateAsync("members", people["Mia"], new Dictionary<string, object?> { ["manager"] = people["Lena"] }, null, default);
        foreach (var name in new[] { "Lena", "Nick" })
            await store.UpdateAsync("members", people[name], new Dictionary<string, object?> { ["team"] = oslo }, null, default);
        var ids = new Dictionary<string, Guid>();
        foreach (var name in people.Keys.Append("nobody"))
            ids[name] = (await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = name, ["owner"] = people.TryGetValue(name, out var owner) ? owner : null }, default)).Value.Id;
        return ids;
    });

    internal static Task<bool> GrantAsync(Company acme, RecordAction action, AccessScope scope) => acme.DoAsync(async services =>
    {
        await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
        var role = await db.Set<Role>().Include(r => r.Grants).FirstAsync(r => r.Key == RoleKeys.Member);
        role.Grants.Single(g => g.RecordType == Actor.AnyType && g.Action == action).Scope = scope;
        await db.SaveChangesAsync(default);
        return true;
    });

    private static Task<List<string>> SeenAsync(Company acme, Guid member) => acme.DoAsync(async services =>
    {
        var page = await services.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Columns = ["name"] }, default);
        return page.Succeeded ? page.Value.Rows.Select(r => (string)r.Values[0]!).Order().ToList() : [];
    }, member);

    private static Task<List<string>> EditableAsync(Company acme, Guid member, Dictionary<string, Guid> ids) => acme.DoAsync(async services =>
    {
        var store = services.GetRequiredService<RecordStore>();
        var edited = new List<string>();
        foreach (var (name, id) in ids)
            if ((await store.UpdateAsync("companies", id, new Dictionary<string, object?> { ["city"] = $"Oslo {Guid.CreateVersion7()}" }, null, default)).Succeeded)
                edited.Add(name);
        return edited.Order().ToList();
    }, member);
}
