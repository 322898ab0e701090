using Crm.Core.Customization.Fields;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Infrastructure.Tests.Records.Importing;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Customization;

public sealed class AutoNumberTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task Companies_that_are_there_are_numbered_when_the_field_comes_and_new_ones_when_they_come(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        foreach (var name in new[] { "Ada", "Bo" })
            await CreateAsync(acme, name);
        var changed = await ValuesAsync(acme, "changedAt");
        await DefineAsync(acme, "T-{0000}", first: 9);

        await acme.WorkAsync(await FieldIdAsync(acme));
        await CreateAsync(acme, "Cy");

        Assert.Equal([9m, 10m, 11m], await ValuesAsync(acme, "ticket"));
        Assert.Equal(changed, (await ValuesAsync(acme, "changedAt")).Take(2));
        Assert.Equal([11m, 10m, 9m], await ValuesAsync(acme, "ticket", sort: "-ticket"));
        Assert.Equal([10m], await ValuesAsync(acme, "ticket", "ticket eq 'T-0010'"));
        Assert.Equal([10m, 11m], await ValuesAsync(acme, "ticket", "ticket gt 9"));
        Assert.Empty(await ValuesAsync(acme, "ticket", "ticket empty"));
    }

    [Theory, OnEveryDatabase]
    public async Task No_number_is_given_twice_however_many_companies_come_at_once(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await DefineAsync(acme, "{0}");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 8; i++)
                await CreateAsync(acme, $"{worker} {i}");
        })));

        var numbers = await ValuesAsync(acme, "ticket");
        Assert.Equal(48, numbers.Count);
        Assert.Equal(48, numbers.OfType<decimal>().Distinct().Count());
    }

    [Theory, OnEveryDatabase]
    public async Task A_number_is_kept_whatever_people_do(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var id = await CreateAsync(acme, "Ada");
        await DefineAsync(acme, "{0}");
        await acme.WorkAsync(await FieldIdAsync(acme));
        await acme.DoAsync(async services =>
        {
            var store = services.GetRequiredService<RecordStore>();
            Assert.Equal("field-read-only", Assert.Single((await store.UpdateAsync("companies", id, new Dictionary<string, object?> { ["ticket"] = 7m }, null, Ct)).Refusals).Code);
            await using (var db = services.GetRequiredService<ICrmDbFactory>().Open())
                Assert.Equal(1, await db.Set<Change>().CountAsync(c => c.RecordId == id, Ct));
            await store.DeleteAsync("companies", id, Ct);
            await store.RestoreAsync("companies", id, Ct);
            var refused = await store.WriteAsync(new WriteBatch("companies", [RecordWrite.Create(new Dictionary<string, object?> { ["name"] = "Dry" })]) { DryRun = true }, Ct);
            Assert.True(refused.Succeeded);
            return true;
        });
        await CreateAsync(acme, "Bo");

        Assert.Equal([1m, 2m], await ValuesAsync(acme, "ticket"));
    }

    [Theory, OnEveryDatabase]
    public async Task An_import_numbers_its_rows_and_the_next_number_can_only_rise(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await DefineAsync(acme, "{000}");
        var desk = new ImportDesk(acme);
        var run = await desk.UploadTextAsync("companies", "name,ticket\nAda,5\nBo,5\n");
        var plan = (await desk.PrepareAsync(run)).Plan;
        Assert.Null(plan.Find("ticket"));
        await desk.StartAsync(run, plan);
        Assert.Equal(2, (await desk.WorkAsync(run)).Created);
        Assert.Equal([1m, 2m], await ValuesAsync(acme, "ticket"));

        Assert.Equal("number-given", Assert.Single((await AdjustAsync(2)).Refusals).Code);
        Assert.True((await AdjustAsync(100)).Succeeded);
        await CreateAsync(acme, "Cy");
        Assert.Equal([1m, 2m, 100m], await ValuesAsync(acme, "ticket"));

        Task<Core.Shared.Outcome<int>> AdjustAsync(long next) => acme.DoAsync(s => s.GetRequiredService<AdjustField>().RunAsync("companies", "ticket", new FieldAdjustment("Ticket", false, false) { NextNumber = next }, Ct));
    }

    [Theory, OnEveryDatabase]
    public async Task A_percentage_keeps_as_many_decimals_as_its_field_says(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await acme.DoAsync(s => s.GetRequiredService<DefineField>().RunAsync(new FieldDraft("companies", "margin", "Margin", "percent") { Format = "2" }, Ct));
        var desk = new ImportDesk(acme);
        var run = await desk.UploadTextAsync("companies", "name;margin\nAda;\"12,5 %\"\nBo;\"33,333\"\nCy;\"7,25%\"\nDi;\"101\"\n");
        await desk.StartAsync(run, (await desk.PrepareAsync(run)).Plan);

        Assert.Equal((2, 2), (await desk.WorkAsync(run)) is var ended ? (ended.Created, ended.Refused) : default);

        Assert.Equal([12.5m, 7.25m], await ValuesAsync(acme, "margin"));
        Assert.Equal([12.5m], await ValuesAsync(acme, "margin", "margin eq 12.5"));
        Assert.Equal([7.25m], await ValuesAsync(acme, "margin", "margin lt 12.49"));
        Assert.Equal("value-unreadable", Assert.Single((await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "X", ["margin"] = 1.234m }, Ct))).Refusals).Code);
    }

    private static async Task DefineAsync(Company acme, string pattern, long first = 1) => Assert.True((await acme.DoAsync(s =>
        s.GetRequiredService<DefineField>().RunAsync(new FieldDraft("companies", "ticket", "Ticket", "autonumber") { Format = pattern, FirstNumber = first }, Ct))).Succeeded);

    private static Task<Guid> FieldIdAsync(Company acme) => acme.DoAsync(async s =>
    {
        await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
        return await db.Set<FieldOverlay>().Where(o => o.FieldName == "ticket").Select(o => o.Id).SingleAsync(Ct);
    });

    private static Task<Guid> CreateAsync(Company acme, string name) => acme.DoAsync(async s =>
        (await s.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?> { ["name"] = name }, Ct)).Value.Id);

    private static Task<List<object?>> ValuesAsync(Company acme, string field, string? filter = null, string? sort = null) => acme.DoAsync(async s =>
        (await s.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies")
        {
            Columns = [field],
            Sort = sort ?? "name",
            Filter = filter is null ? null : FilterText.Parse(filter).Value,
        }, Ct)).Value.Rows.Select(r => r.Values[0]).ToList());
}
