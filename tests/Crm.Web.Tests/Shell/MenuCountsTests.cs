using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Web.Shell;
using Crm.Web.Tests.Integration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Shell;

/// <summary>The numbers beside the entries of the menu.</summary>
public sealed class MenuCountsTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    [Fact]
    public async Task Those_who_see_all_share_a_count_for_a_moment_and_others_are_told_only_of_their_own()
    {
        var acme = await product.SignUpAsync();
        await using var scope = acme.Enter();
        var (schemas, actors) = (scope.ServiceProvider.GetRequiredService<SchemaSource>(), scope.ServiceProvider.GetRequiredService<CurrentActor>());
        var (reader, store) = (scope.ServiceProvider.GetRequiredService<RecordReader>(), scope.ServiceProvider.GetRequiredService<RecordStore>());
        var (owner, type, tenant) = (await actors.GetAsync(default), (await schemas.GetAsync(default))["companies"].Type, acme.Tenant.Id);
        var clock = new Hand();
        var counts = new MenuCounts(clock);
        async Task AddAsync(Guid? of) => Assert.True((await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = $"Konex {Guid.NewGuid():N}", ["owner"] = of }, default)).Succeeded);
        var before = (await counts.OfAsync(tenant, type, owner, reader, default))!.Value;

        await AddAsync(acme.OwnerId);
        await AddAsync(null);
        Assert.Equal(before, await counts.OfAsync(tenant, type, owner, reader, default));
        clock.Now += TimeSpan.FromSeconds(3);
        Assert.Equal(before + 2, await counts.OfAsync(tenant, type, owner, reader, default));

        var rep = owner with { Grants = new Dictionary<(string, RecordAction), AccessScope> { [("companies", RecordAction.View)] = AccessScope.Own }, MemberId = Ids.Next() };
        actors.Enter(rep);
        Assert.Equal(0, await counts.OfAsync(tenant, type, rep, reader, default));
        actors.Enter(owner);
        Assert.Equal(before + 2, await counts.OfAsync(tenant, type, owner, reader, default));
    }

    private sealed class Hand : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
