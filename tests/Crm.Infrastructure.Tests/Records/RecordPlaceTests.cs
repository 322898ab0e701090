using Crm.Core.Records;
using Crm.Core.Records.Filters;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records;

public sealed class RecordPlaceTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task A_record_knows_its_place_and_its_neighbours_in_the_list_that_it_was_opened_from(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var places = scope.ServiceProvider.GetRequiredService<RecordPlaces>();
        var ids = new Dictionary<string, Guid>();
        foreach (var name in new[] { "Betasoloin", "Acme", "Cancity", "Dambase" })
            ids[name] = (await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = name, ["city"] = name == "Cancity" ? "Oslo" : "Bonn" }, Ct)).Value.Id;

        var byName = new RecordQuery("companies") { Sort = "name" };
        var inBonn = byName with { Filter = new FilterTerm("city", FilterOperator.Equal, "Bonn") };

        Assert.Equal(new RecordPlace(2, 4, true, ids["Acme"], ids["Cancity"]), await places.RunAsync(byName, ids["Betasoloin"], Ct));
        Assert.Equal(new RecordPlace(2, 3, true, ids["Acme"], ids["Dambase"]), await places.RunAsync(inBonn, ids["Betasoloin"], Ct));
        Assert.Equal(new RecordPlace(4, 4, true, ids["Cancity"], null), await places.RunAsync(byName, ids["Dambase"], Ct));
        Assert.Null(await places.RunAsync(inBonn, ids["Cancity"], Ct));
        Assert.Null(await places.RunAsync(byName with { Sort = "nothing" }, ids["Acme"], Ct));
    }

    [Theory, OnEveryDatabase]
    public async Task A_neighbour_of_another_company_is_never_offered(DatabaseKind on)
    {
        var database = await databases.On(on);
        var (acme, beta) = (await database.SignUpAsync(), await database.SignUpAsync("Beta"));
        Task<Guid> MakeAsync(Company company, string name) => company.DoAsync(async s =>
            (await s.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?> { ["name"] = name }, Ct)).Value.Id);
        var (mine, theirs) = (await MakeAsync(acme, "Mine"), await MakeAsync(beta, "Theirs"));

        Task<RecordPlace?> PlaceAsync(Guid id) => acme.DoAsync(s => s.GetRequiredService<RecordPlaces>().RunAsync(new RecordQuery("companies"), id, Ct));
        Assert.Equal(new RecordPlace(1, 1, true, null, null), await PlaceAsync(mine));
        Assert.Null(await PlaceAsync(theirs));
    }
}
