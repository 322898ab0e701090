using System.Text;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Jobs;
using Crm.Core.Records;
using Crm.Core.Records.Bulk;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Importing;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records.Importing;

/// <summary>How an import runs: interrupted, overtaken, stopped, refused, undone.</summary>
public sealed class ImportRunTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private static string Products(int count) =>
        "product,series,sales_price\n" + string.Concat(Enumerable.Range(1, count).Select(n => $"Bolt M{n},Bolts,{n}.50\n"));

    [Theory, OnEveryDatabase]
    public async Task An_import_that_was_cut_off_goes_on_behind_the_last_settled_row(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var desk = new ImportDesk(acme);
        var run = await desk.UploadTextAsync("products", Products(1700));
        await desk.StartAsync(run, (await desk.PrepareAsync(run)).Plan);
        using var power = new CancellationTokenSource();
        using (CutAfter(acme, 1000, power))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => desk.WorkAsync(run, power.Token));
        var halfway = await desk.FindAsync(run.Id);
        Assert.Equal((ImportState.Running, 1000, 1000), (halfway.State, halfway.RowsDone, halfway.Created));

        var ended = await desk.WorkAsync(run);

        Assert.Equal((ImportState.Finished, 1700, 1700, 0), (ended.State, ended.RowsDone, ended.Created, ended.Refused));
        Assert.Equal(1700, (await desk.AllAsync("products", "name")).Select(p => p["name"]).Distinct().Count());
    }

    [Theory, OnEveryDatabase]
    public async Task A_worker_that_was_overtaken_while_frozen_writes_nothing_more(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var desk = new ImportDesk(acme);
        var run = await desk.UploadTextAsync("products", Products(1200));
        await desk.StartAsync(run, (await desk.PrepareAsync(run)).Plan);
        using (OvertakeAfter(acme, run.Id, 500))
            await Assert.ThrowsAsync<WorkLostException>(() => desk.WorkAsync(run));

        Assert.Equal(500, (await desk.AllAsync("products", "name")).Count);
        var ended = await desk.WorkAsync(run);
        Assert.Equal((ImportState.Finished, 1200), (ended.State, ended.Created));
    }

    [Theory, OnEveryDatabase]
    public async Task Of_two_workers_that_both_believe_it_is_their_turn_one_settles_each_batch(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var desk = new ImportDesk(acme);
        var run = await desk.UploadTextAsync("products", Products(1200));
        await desk.StartAsync(run, (await desk.PrepareAsync(run)).Plan);
        await using var first = acme.As();
        await using var second = acme.As();

        // Both hold the same fence: the queue's guard is blind here, and the run's own row decides.
        var context = await TakeAsync(acme, run.Id);
        var races = new[] { first, second }.Select(s => Xunit.Record.ExceptionAsync(() =>
            s.ServiceProvider.GetServices<IWorkHandler>().Single(h => h.Kind == "import").RunAsync(context))).ToArray();
        await Task.WhenAll(races);
        if ((await desk.FindAsync(run.Id)).State != ImportState.Finished)
            await desk.WorkAsync(run);

        var ended = await desk.FindAsync(run.Id);
        Assert.Equal((ImportState.Finished, 1200, 1200), (ended.State, ended.RowsDone, ended.Created + ended.Unchanged));
        Assert.Equal(1200, (await desk.AllAsync("products", "name")).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Refused_rows_are_listed_with_their_reasons_and_come_back_as_a_harmless_file(DatabaseKind on)
    {
        var desk = new ImportDesk(await (await databases.On(on)).SignUpAsync());
        var run = await desk.UploadTextAsync("companies", "name,founded,revenue,sector\nKonex,soon,12.50,retail\nHatfan,1982,=1+1,retail\nIsdom,2002,3178.24,retail\n=cmd,1999,1.005,retail\n");
        var plan = (await desk.PrepareAsync(run)).Plan;
        var dry = await desk.TryAsync(run, plan);
        await desk.StartAsync(run, plan);

        var ended = await desk.WorkAsync(run);

        Assert.Equal((1, 3), (dry.Created, dry.Refused));
        Assert.Equal((ImportState.Finished, 1, 3), (ended.State, ended.Created, ended.Refused));
        var problems = await desk.DoAsync(s => s.GetRequiredService<ImportRuns>().ProblemsAsync(run.Id, 0, 10, Ct));
        Assert.Equal([("import-no-number", "founded"), ("import-no-number", "annualRevenue"), ("import-money-too-fine", "annualRevenue")],
            problems.Select(p => (p.Refusals[0].Code, p.Refusals[0].Field!)));
        using var file = new MemoryStream();
        await desk.DoAsync(s => s.GetRequiredService<WriteErrorFile>().RunAsync(run.Id, file, "Why", f => f, Ct));
        Assert.Equal([0xEF, 0xBB, 0xBF], file.ToArray()[..3]);
        var lines = Encoding.UTF8.GetString(file.ToArray()[3..]).Split("\r\n");
        Assert.Equal("name,founded,revenue,sector,Why", lines[0]);
        Assert.StartsWith("Hatfan,1982,'=1+1,retail,annualRevenue: ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("'=cmd,", lines[3], StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Undoing_an_import_removes_what_it_created_and_keeps_what_was_edited_since(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var desk = new ImportDesk(acme);
        var run = await desk.ImportAsync("companies", "crm-sales-opportunities/accounts.csv");
        var page = await desk.DoAsync(s => s.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Sort = "name", Take = 1 }, Ct));
        await desk.DoAsync(s => s.GetRequiredService<RecordStore>().UpdateAsync("companies", page.Value.Rows[0].Id, new Dictionary<string, object?> { ["city"] = "Oslo" }, null, Ct));

        Assert.NotNull((await desk.DoAsync(s => s.GetRequiredService<StartUndo>().RunAsync(run.ChangeSetId!.Value, UndoChoices.Keep, Ct))).Value.Done);

        Assert.Equal(ImportState.Undone, (await desk.FindAsync(run.Id)).State);
        var left = Assert.Single(await desk.AllAsync("companies", "name", "city"));
        Assert.Equal("Oslo", left["city"]);
        var note = Assert.Single(await desk.DoAsync(s => s.GetRequiredService<ImportRuns>().ProblemsAsync(run.Id, -1, 10, Ct)));
        Assert.Equal("import-kept-on-undo", note.Refusals[0].Code);
    }

    [Theory, OnEveryDatabase]
    public async Task A_large_import_is_taken_back_by_the_same_work_as_any_act_and_shows_how_far_it_is(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var desk = new ImportDesk(acme);
        var run = await desk.UploadTextAsync("products", Products(600));
        await desk.StartAsync(run, (await desk.PrepareAsync(run)).Plan);
        run = await desk.WorkAsync(run);
        Task<Outcome<UndoStarted>> UndoAsync() => desk.DoAsync(s => s.GetRequiredService<StartUndo>().RunAsync(run.ChangeSetId!.Value, UndoChoices.Keep, Ct));

        var undo = (await UndoAsync()).Value.Run!;
        Assert.Equal(ImportState.Undoing, (await desk.FindAsync(run.Id)).State);
        Assert.Equal("import-not-undoable", (await UndoAsync()).Refusals[0].Code);
        await acme.WorkAsync(undo.Id);

        var undone = await desk.FindAsync(run.Id);
        Assert.Equal((ImportState.Undone, 0), (undone.State, undone.RowsDone));
        Assert.Empty(await desk.AllAsync("products", "name"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_stopped_import_keeps_what_came_in(DatabaseKind on)
    {
        var desk = new ImportDesk(await (await databases.On(on)).SignUpAsync());
        var run = await desk.UploadTextAsync("products", Products(600));
        await desk.StartAsync(run, (await desk.PrepareAsync(run)).Plan);
        await desk.DoAsync(s => s.GetRequiredService<StopImport>().RunAsync(run.Id, Ct));

        Assert.Equal(ImportState.Stopped, (await desk.WorkAsync(run)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task New_choices_are_added_by_those_who_may_customize_and_by_nobody_else(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var manager = new ImportDesk(acme, await HireAsync(acme, RoleKeys.Manager));
        var run = await manager.UploadTextAsync("companies", "name,sector\nKonex,gardening\n");
        var plan = (await manager.PrepareAsync(run)).Plan;
        plan = plan.With("sector", plan.Find("sector")! with { WhenUnknown = UnknownValue.Create });
        Assert.Equal("import-choices-need-customize", (await manager.TryAsync(run, plan)).Problem!.Code);
        await manager.StartAsync(run, plan);
        var refused = await manager.WorkAsync(run);
        Assert.Equal((ImportState.Failed, "import-choices-need-customize", 0), (refused.State, refused.Problem, refused.Created));

        var owner = new ImportDesk(acme);
        var again = await owner.UploadTextAsync("companies", "name,sector\nKonex,gardening\n");
        await owner.StartAsync(again, plan);
        Assert.Equal(1, (await owner.WorkAsync(again)).Created);
        Assert.Equal("gardening", (await owner.AllAsync("companies", "sector")).Single()["sector"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Without_the_right_to_import_a_member_is_refused(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        using var content = new MemoryStream("name\nKonex\n"u8.ToArray());
        var member = await HireAsync(acme, RoleKeys.Member);

        var outcome = await acme.DoAsync(s => s.GetRequiredService<UploadImport>().RunAsync("companies", "a.csv", content, Ct), member);

        Assert.Equal("not-permitted", outcome.Refusals[0].Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Another_companys_import_is_unknown(DatabaseKind on)
    {
        var database = await databases.On(on);
        var acme = new ImportDesk(await database.SignUpAsync());
        var rival = new ImportDesk(await database.SignUpAsync("Rival"));
        var run = await acme.UploadTextAsync("products", Products(1));
        var plan = (await acme.PrepareAsync(run)).Plan;

        Assert.Equal("import-unknown", (await rival.DoAsync(s => s.GetRequiredService<StartImport>().RunAsync(run.Id, plan, Ct))).Refusals[0].Code);
        Assert.Equal("import-file-gone", (await rival.DoAsync(s => s.GetRequiredService<DryRunImport>().RunAsync(run, plan, null, Ct))).Refusals[0].Code);
    }

    private static async Task<Guid> HireAsync(Company company, string role) => await company.DoAsync(async s =>
    {
        await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
        var member = new Member { Name = "Mia Manager", RoleId = await db.Set<Role>().Where(r => r.Key == role).Select(r => r.Id).FirstAsync(Ct) };
        db.Set<Member>().Add(member);
        await db.SaveChangesAsync(Ct);
        return member.Id;
    });

    /// <summary>Pulls the plug as soon as so many rows are settled.</summary>
    private static IDisposable CutAfter(Company company, int rows, CancellationTokenSource power) =>
        WhenSettled(company, rows, () => power.CancelAsync());

    /// <summary>Another node takes the work as soon as so many rows are settled.</summary>
    private static IDisposable OvertakeAfter(Company company, Guid runId, int rows) =>
        WhenSettled(company, rows, () =>
        {
            // Without waiting for anything, so that it is done before the next batch begins.
            using var platform = company.Database.Services.GetRequiredService<IPlatformDbFactory>().Open();
            platform.Set<WorkItem>().Where(w => w.TargetId == runId).ExecuteUpdate(w => w.SetProperty(x => x.Fence, x => x.Fence + 1));
            return Task.CompletedTask;
        });

    /// <summary>The news of a commit comes before the next batch begins, so that the moment is exact.</summary>
    private static IDisposable WhenSettled(Company company, int rows, Func<Task> act)
    {
        var seen = 0;
        return company.Database.Services.GetRequiredService<ChangeFeed>().Subscribe(
            company.Tenant.Id, changed => (seen += changed.Ids.Count) == rows ? act() : Task.CompletedTask);
    }

    private static async Task<WorkContext> TakeAsync(Company company, Guid runId)
    {
        var platforms = company.Database.Services.GetRequiredService<IPlatformDbFactory>();
        await using var platform = platforms.Open();
        var item = await platform.Set<WorkItem>().FirstAsync(w => w.TargetId == runId, Ct);
        return new WorkContext(platforms, item.Id, item.TenantId, item.TargetId, item.Fence, Ct);
    }
}
