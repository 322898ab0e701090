using Crm.Core.Customization.Fields;
using Crm.Core.Data;
using Crm.Core.Jobs;
using Crm.Core.Records;
using Crm.Core.Records.Bin;
using Crm.Core.Records.Bulk;
using Crm.Core.Records.Schema;
using Crm.Infrastructure.Tests.Running;
using Crm.Tests;
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
    public async Task A_renewal_that_dies_in_the_middle_says_how_far_it_came_and_goes_on_from_there(DatabaseKind on)
    {
        const int companies = 2 * RenewSearchWords.BatchSize + 50;
        var acme = await databases.OpenAsync(on);
        var writes = Enumerable.Range(0, companies).Select(i => RecordWrite.Create(Acting.Values(("name", $"Company {i}"), ("email", $"desk{i}@secret.example")))).ToList();
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<RecordStore>().WriteAsync(new WriteBatch("companies", writes), Ct))).Succeeded);
        await HideAsync(acme, true);
        var field = await PassAsync(acme);
        Assert.Equal(new RenewalProgress(0, 0), await ProgressAsync(acme));

        await DieBehindTheFirstBatchAsync(acme, field);
        Assert.Equal(new RenewalProgress(RenewSearchWords.BatchSize, companies), await ProgressAsync(acme));
        Assert.Equal(companies - RenewSearchWords.BatchSize, await HoldingAsync(acme, "secret"));

        // Whoever goes on leaves what was done before: these words are written by nobody any more.
        await MarkAsync(acme);
        await acme.WorkAsync(field);
        Assert.Equal(RenewSearchWords.BatchSize, await HoldingAsync(acme, "untouched"));
        Assert.Null(await ProgressAsync(acme));

        // A field that is changed once more in the middle is followed from the first record on.
        await HideAsync(acme, false);
        Assert.Equal(field, await PassAsync(acme));
        await DieBehindTheFirstBatchAsync(acme, field);
        await HideAsync(acme, true);
        Assert.Equal(field, await PassAsync(acme));
        Assert.Equal(new RenewalProgress(0, 0), await ProgressAsync(acme));
        await MarkAsync(acme);
        await acme.WorkAsync(field);
        Assert.Equal(0, await HoldingAsync(acme, "untouched"));
        Assert.False((await acme.DoAsync(s => s.GetRequiredService<SchemaSource>().GetAsync(Ct)))["companies"].IsSearchStale);
    }

    [Theory, OnEveryDatabase]
    public async Task A_renewal_under_way_begins_anew_when_its_field_is_changed_meanwhile(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var writes = Enumerable.Range(0, RenewSearchWords.BatchSize + 50).Select(i => RecordWrite.Create(Acting.Values(("name", $"Company {i}"), ("email", $"desk{i}@secret.example")))).ToList();
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<RecordStore>().WriteAsync(new WriteBatch("companies", writes), Ct))).Succeeded);
        await HideAsync(acme, true);
        var field = await PassAsync(acme);
        var isShownAgain = false;

        await Statements.OfAsync(() => acme.WorkAsync(field), BehindTheFirstBatch(() =>
        {
            isShownAgain = true;
            Task.Run(async () =>
            {
                await HideAsync(acme, false);
                await PassAsync(acme);
            }).Wait();
        }));

        Assert.True(isShownAgain);
        Assert.Null(await ProgressAsync(acme));
        Assert.Equal(writes.Count, await HoldingAsync(acme, "secret"));
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

    private static Task<RenewalProgress?> ProgressAsync(Company acme) => acme.DoAsync(s => s.GetRequiredService<SearchRenewal>().RunAsync("companies", Ct));

    private static async Task DieBehindTheFirstBatchAsync(Company acme, Guid field)
    {
        using var dying = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Statements.OfAsync(() => acme.WorkAsync(field, dying.Token), BehindTheFirstBatch(dying.Cancel)));
    }

    /// <summary>Acts once, before the first statement after the progress of a batch was noted; what is noted first is how many there are.</summary>
    private static Action<string> BehindTheFirstBatch(Action act)
    {
        var notes = 0;
        return statement =>
        {
            if (statement.Contains("renewed_to", StringComparison.Ordinal) && statement.TrimStart().StartsWith("UPDATE", StringComparison.Ordinal))
                notes++;
            else if (notes == 2)
            {
                notes++;
                act();
            }
        };
    }

    /// <summary>Gives all companies words that nothing but a renewal writes over.</summary>
    private static Task<int> MarkAsync(Company acme) => acme.DoAsync(async s =>
    {
        await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
        return await db.Set<Core.Sales.Company>().ExecuteUpdateAsync(c => c.SetProperty(x => x.SearchText, "untouched"), Ct);
    });

    /// <summary>How many companies hold these words.</summary>
    private static Task<int> HoldingAsync(Company acme, string words) => acme.DoAsync(async s =>
    {
        await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
        return await db.Set<Core.Sales.Company>().CountAsync(c => c.SearchText.Contains(words), Ct);
    });

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
