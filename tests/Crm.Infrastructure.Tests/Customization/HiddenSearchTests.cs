using Crm.Core.Customization.Fields;
using Crm.Core.Data;
using Crm.Core.Jobs;
using Crm.Core.Records;
using Crm.Core.Records.Bin;
using Crm.Core.Records.Bulk;
using Crm.Core.Records.Schema;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Customization;

/// <summary>What a hidden field holds is found by nobody, from the moment it is hidden until it is shown again.</summary>
public sealed class HiddenSearchTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task What_a_hidden_field_holds_is_not_found_before_or_after_the_words_are_renewed_and_comes_back_with_it(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var hatfan = await acme.CreateAsync("companies", ("name", "Hatfan 帽子"), ("email", "info@secret.example"));
        var binned = await acme.CreateAsync("companies", ("name", "Konex"), ("email", "info@secret.example"));
        await acme.DeleteAsync("companies", binned);
        var version = (await acme.DoAsync(s => s.GetRequiredService<RecordReader>().FindAsync("companies", hatfan, Ct)))!.Version;
        Assert.Equal((1, 1), await FoundAsync(acme, "secret"));
        Assert.Equal((1, 0), await FoundAsync(acme, "maozi"));

        await HideAsync(acme, true);
        Assert.Equal((0, 0), await FoundAsync(acme, "secret"));
        Assert.Equal((1, 0), await FoundAsync(acme, "hatfan"));
        // What is written meanwhile is found by what is shown.
        var born = await acme.CreateAsync("companies", ("name", "Secretive"), ("email", "info@secret.example"));
        Assert.Equal((1, 0), await FoundAsync(acme, "secret"));

        await acme.WorkAsync(await PassAsync(acme));
        Assert.Equal((1, 0), await FoundAsync(acme, "secret"));
        Assert.Equal((1, 0), await FoundAsync(acme, "maozi"));
        Assert.Equal(version, (await acme.DoAsync(s => s.GetRequiredService<RecordReader>().FindAsync("companies", hatfan, Ct)))!.Version);
        await acme.UpdateAsync("companies", born, ("city", "Oslo"));
        await acme.DeleteAsync("companies", born);
        Assert.Equal((0, 1), await FoundAsync(acme, "secret"));

        await HideAsync(acme, false);
        await acme.WorkAsync(await PassAsync(acme));
        Assert.Equal((1, 2), await FoundAsync(acme, "secret"));
    }

    [Theory, OnEveryDatabase]
    public async Task Work_that_was_never_asked_for_or_broke_off_is_asked_for_by_the_schedule(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        await acme.CreateAsync("companies", ("name", "Hatfan"), ("email", "info@secret.example"));
        await HideAsync(acme, true);
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<DefineField>().RunAsync(new FieldDraft("companies", "ticket", "Ticket", "autonumber"), Ct))).Succeeded);
        var (search, number) = (await PassAsync(acme), await FieldAsync(acme, "ticket"));
        // The process died between the change and the asking.
        await using (var platform = acme.Database.Services.GetRequiredService<IPlatformDbFactory>().Open())
            Assert.Equal(2, await platform.Set<WorkItem>().Where(w => w.TargetId == search || w.TargetId == number).ExecuteDeleteAsync(Ct));

        Assert.Equal(2, await acme.DoAsync(s => s.GetRequiredService<SettleFields>().RunAsync(Ct)));
        using (var dying = new CancellationTokenSource())
        {
            await dying.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => acme.WorkAsync(search, dying.Token));
        }
        Assert.Equal((0, 0), await FoundAsync(acme, "secret"));
        await acme.WorkAsync(search);
        await acme.WorkAsync(number);

        Assert.Equal(0, await acme.DoAsync(s => s.GetRequiredService<SettleFields>().RunAsync(Ct)));
        var row = (await acme.DoAsync(s => s.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Columns = ["ticket"] }, Ct))).Value.Rows.Single();
        Assert.Equal(1m, row.Values[0]);
        Assert.False((await acme.DoAsync(s => s.GetRequiredService<SchemaSource>().GetAsync(Ct)))["companies"].IsSearchStale);
    }

    [Theory, OnEveryDatabase]
    public async Task A_bulk_act_whose_condition_or_change_names_a_field_that_was_hidden_meanwhile_stops_and_says_so(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var writes = Enumerable.Range(0, StartBulk.AtOnce + 1).Select(i => RecordWrite.Create(Acting.Values(("name", $"Company {i}"), ("employees", 40m)))).ToList();
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<RecordStore>().WriteAsync(new WriteBatch("companies", writes), Ct))).Succeeded);
        var byCondition = await StartAsync(BulkSelection.Matching("companies", "employees gt 10", null), new BulkValue("city", "Oslo"));
        var byChange = await StartAsync(BulkSelection.Matching("companies", null, null), new BulkValue("employees", "7"));

        Assert.True((await acme.DoAsync(s => s.GetRequiredService<AdjustField>().RunAsync("companies", "employees", new FieldAdjustment(null, false, true), Ct))).Succeeded);

        foreach (var id in new[] { byCondition, byChange })
        {
            await acme.WorkAsync(id);
            var run = (await acme.DoAsync(s => s.GetRequiredService<BulkRuns>().FindAsync(id, Ct)))!;
            Assert.Equal((BulkState.Failed, "bulk-field-gone", 0), (run.State, run.Problem, run.Changed));
        }
        Assert.Contains((await acme.DoAsync(s => s.GetRequiredService<StartBulk>().RunAsync(BulkSelection.Matching("companies", "employees gt 10", null), BulkAct.Delete, Ct))).Refusals,
            r => r.Code == "filter-field-unknown");

        async Task<Guid> StartAsync(BulkSelection selection, BulkValue value)
        {
            var run = (await acme.DoAsync(s => s.GetRequiredService<StartBulk>().RunAsync(selection, BulkAct.Edit(value), Ct))).Value;
            Assert.Equal(BulkState.Queued, run.State);
            return run.Id;
        }
    }

    /// <summary>How many living and deleted companies a search finds, for lists, pickers and the palette, and for the bin.</summary>
    private static Task<(int Living, int Deleted)> FoundAsync(Company acme, string words) => acme.DoAsync(async s =>
        ((await s.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Search = words }, Ct)).Value.Rows.Count,
        (await s.GetRequiredService<BinReader>().PageAsync(new BinQuery("companies", Search: words), null, 10, Ct)).Count));

    private static async Task HideAsync(Company acme, bool hidden) =>
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<AdjustField>().RunAsync("companies", "email", new FieldAdjustment(null, false, hidden), Ct))).Succeeded);

    private static Task<Guid> FieldAsync(Company acme, string name) => acme.DoAsync(async s =>
    {
        await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
        return await db.Set<FieldOverlay>().Where(o => o.FieldName == name).Select(o => o.Id).SingleAsync(Ct);
    });

    /// <summary>Lets the time pass in which other nodes may still remember how it was, and names the field.</summary>
    private static Task<Guid> PassAsync(Company acme) => acme.DoAsync(async s =>
    {
        await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
        var field = await db.Set<FieldOverlay>().SingleAsync(o => o.FieldName == "email", Ct);
        field.UnsettledAt = field.UnsettledAt!.Value - SchemaSource.MaxAge;
        await db.SaveChangesAsync(Ct);
        return field.Id;
    });
}
