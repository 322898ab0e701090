using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Bin;
using Crm.Core.Records.Changes;
using Crm.Core.Sales;
using Crm.Infrastructure.Tests.Customization;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records.Bin;

public sealed class BinTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task The_bin_pages_through_all_types_and_each_sees_only_what_is_theirs_to_see(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var seller = await acme.DoAsync(s => People.JoinAsync(s, "Sam Seller", RoleKeys.Member));
        foreach (var (type, name, who) in new[] { ("companies", "Konex", acme.OwnerId), ("contacts", "Anna", acme.OwnerId), ("companies", "Hatfan", seller), ("contacts", "Bea", acme.OwnerId), ("products", "GTX", acme.OwnerId) })
            await DeletedAsync(acme, type, name, who);

        var all = await acme.DoAsync(async s =>
        {
            var (bin, found) = (s.GetRequiredService<BinReader>(), new List<BinEntry>());
            while (await bin.PageAsync(new BinQuery(), found.LastOrDefault(), 2, Ct) is { Count: > 0 } page)
                found.AddRange(page);
            return found;
        });
        Assert.Equal(["Anna", "Bea", "GTX", "Hatfan", "Konex"], all.Select(e => e.Title).Order());
        Assert.Equal(all.OrderByDescending(e => e.DeletedAt).Select(e => e.DeletedAt), all.Select(e => e.DeletedAt));
        Assert.Equal("Sam Seller", all.Single(e => e.Title == "Hatfan").DeletedBy);

        async Task<string[]> Titles(BinQuery query, Guid? as_ = null) =>
            [.. (await acme.DoAsync(s => s.GetRequiredService<BinReader>().PageAsync(query, null, 50, Ct), as_)).Select(e => e.Title).Order()];
        Assert.Equal(["Hatfan"], await Titles(new BinQuery(), seller));
        Assert.Equal(["Anna", "Bea"], await Titles(new BinQuery("contacts")));
        Assert.Equal(["Hatfan"], await Titles(new BinQuery(DeletedBy: seller)));
        Assert.Equal(["Konex"], await Titles(new BinQuery(Search: "kon")));
        Assert.Empty(await Titles(new BinQuery(Since: DateTime.UtcNow.AddDays(1))));
        var rival = await (await databases.On(on)).SignUpAsync("Rival");
        Assert.Empty(await rival.DoAsync(s => s.GetRequiredService<BinReader>().PageAsync(new BinQuery(), null, 50, Ct)));
    }

    [Theory, OnEveryDatabase]
    public async Task Records_of_several_types_come_back_as_one_act(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var links = new[] { await DeletedAsync(acme, "companies", "Konex", acme.OwnerId), await DeletedAsync(acme, "contacts", "Anna", acme.OwnerId) };

        var restored = (await acme.DoAsync(s => s.GetRequiredService<RestoreFromBin>().RunAsync(links, Ct))).Value;

        Assert.Equal((2, 0), (restored.Restored, restored.Refusals.Count));
        Assert.Equal(2, (await acme.DoAsync(s => s.GetRequiredService<ActDetails>().RunAsync(restored.ChangeSetId!.Value, null, 10, Ct)))!.Total);
    }

    [Theory, OnEveryDatabase]
    public async Task Only_who_may_throws_away_for_good_and_what_living_records_refer_to_stays(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var seller = await acme.DoAsync(s => People.JoinAsync(s, "Sam Seller", RoleKeys.Member));
        var (held, free) = (await CreateAsync(acme, "companies", new() { ["name"] = "Konex" }), await CreateAsync(acme, "companies", new() { ["name"] = "Hatfan" }));
        await CreateAsync(acme, "contacts", new() { ["name"] = "Anna", ["company"] = held });
        var gone = await CreateAsync(acme, "contacts", new() { ["name"] = "Bea", ["company"] = free });
        foreach (var (type, id) in new[] { ("companies", held), ("companies", free), ("contacts", gone) })
            await acme.DoAsync(s => s.GetRequiredService<RecordStore>().DeleteAsync(type, id, Ct));
        RecordLink[] both = [new("companies", held), new("companies", free)];

        Assert.Equal("not-permitted", (await acme.DoAsync(s => s.GetRequiredService<ThrowAway>().RunAsync(both, Ct), seller)).Refusals[0].Code);
        Assert.Equal(1, (await acme.DoAsync(s => s.GetRequiredService<ThrowAway>().RunAsync(both, Ct))).Value);

        Assert.Equal(["Bea", "Konex"], (await acme.DoAsync(s => s.GetRequiredService<BinReader>().PageAsync(new BinQuery(), null, 9, Ct))).Select(e => e.Title).Order());
        await using var scope = acme.As();
        await using var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open();
        Assert.Null((await db.Set<Contact>().IgnoreQueryFilters(["SoftDelete"]).SingleAsync(c => c.Id == gone)).CompanyId);
    }

    [Theory, OnEveryDatabase]
    public async Task The_bin_is_emptied_of_what_is_older_than_ninety_days_and_of_nothing_else(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var (old, young) = (await DeletedAsync(acme, "companies", "Konex", acme.OwnerId), await DeletedAsync(acme, "companies", "Hatfan", acme.OwnerId));
        var living = await CreateAsync(acme, "companies", new() { ["name"] = "Zumgoity" });
        await using var scope = acme.Database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Crm.Core.Tenancy.TenantScope>().Enter(acme.Tenant);
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Enter(Actor.System("housekeeping"));
        await using (var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open())
            await db.Set<Crm.Core.Sales.Company>().IgnoreQueryFilters(["SoftDelete"]).Where(c => c.Id == old.Id)
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.DeletedAt, DateTime.UtcNow.AddDays(-91)), Ct);

        var purge = scope.ServiceProvider.GetRequiredService<PurgeBin>();
        Assert.Equal((1, 0), (await purge.RunAsync(Ct), await purge.RunAsync(Ct)));

        await using (var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open())
            Assert.Equal(new[] { young.Id, living }.Order(), (await db.Set<Crm.Core.Sales.Company>().IgnoreQueryFilters(["SoftDelete"]).Select(c => c.Id).ToListAsync(Ct)).Order());
    }

    private static async Task<Guid> CreateAsync(Running.Company company, string type, Dictionary<string, object?> values, Guid? as_ = null) =>
        (await company.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync(type, values, Ct), as_)).Value.Id;

    private static async Task<RecordLink> DeletedAsync(Running.Company company, string type, string name, Guid by)
    {
        var id = await CreateAsync(company, type, type == "products" ? new() { ["name"] = name } : new() { ["name"] = name, ["owner"] = by });
        Assert.True((await company.DoAsync(s => s.GetRequiredService<RecordStore>().DeleteAsync(type, id, Ct), by)).Succeeded);
        return new RecordLink(type, id);
    }
}
