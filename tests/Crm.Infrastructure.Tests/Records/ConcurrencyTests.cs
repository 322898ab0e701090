using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records;

public sealed class ConcurrencyTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task Of_a_hundred_saves_by_ten_people_at_once_none_is_lost(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var id = (await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Hatfan", ["employees"] = 0m }, Ct))).Value.Id;

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(async () =>
        {
            for (var saved = 0; saved < 10;)
            {
                var outcome = await acme.DoAsync(s => HireOneAsync(s, id));
                if (outcome.Succeeded)
                    saved++;
                else
                    Assert.Equal("changed-meanwhile", Assert.Single(outcome.Refusals).Code);
            }
        })));

        var row = await acme.DoAsync(s => s.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Columns = ["employees"] }, Ct));
        Assert.Equal((100m, 101), (row.Value.Rows[0].Values[0], row.Value.Rows[0].Version));
    }

    [Theory, OnEveryDatabase]
    public async Task A_page_that_fails_at_the_news_does_not_fail_the_save(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        using var broken = acme.Database.Services.GetRequiredService<ChangeFeed>().Subscribe(acme.Tenant.Id, _ => throw new InvalidOperationException("a broken page"));

        var made = await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Konex" }, Ct));

        Assert.True(made.Succeeded);
    }

    private static async Task<Crm.Core.Shared.Outcome<WriteResult>> HireOneAsync(IServiceProvider services, Guid id)
    {
        var row = (await services.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Columns = ["employees"] }, Ct)).Value.Rows[0];
        return await services.GetRequiredService<RecordStore>().UpdateAsync(
            "companies", id, new Dictionary<string, object?> { ["employees"] = (decimal)row.Values[0]! + 1 }, row.Version, Ct);
    }
}
