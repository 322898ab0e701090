using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Bulk;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Customization;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records.Bulk;

public sealed class BulkTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task A_small_selection_is_changed_at_once_as_one_act_and_undone_as_one(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var ids = await MakeAsync(acme, 20, "Oslo");

        var run = (await StartAsync(acme, BulkSelection.Of("companies", ids), BulkAct.Edit(new BulkValue("city", "Bergen"), new BulkValue("country", "Norway")))).Value;

        Assert.Equal((BulkState.Finished, 20, 20, 0), (run.State, run.Done, run.Changed, run.Refused));
        Assert.Equal(20, await CountAsync(acme, "city eq 'Bergen' and country eq 'Norway'"));

        var undone = (await acme.DoAsync(s => s.GetRequiredService<StartUndo>().RunAsync(run.ChangeSetId, UndoChoices.Keep, Ct))).Value;
        Assert.Equal((20, 0), (undone.Done!.Undone, undone.Done.KeptBecauseChanged));
        Assert.Equal(20, await CountAsync(acme, "city eq 'Oslo' and country empty"));
    }

    [Theory, OnEveryDatabase]
    public async Task Tags_come_to_those_that_are_there_and_leave_them_and_undo_gives_each_record_its_own_back(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        foreach (var (name, tags) in new[] { ("a", new[] { "vip", "old" }), ("b", ["old"]), ("c", []) })
            await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?> { ["name"] = name, ["tags"] = ValueSet.Of(tags) }, Ct));
        var all = BulkSelection.Matching("companies", null, null);

        var added = (await StartAsync(acme, all, BulkAct.Edit(new BulkValue("tags", "VIP|new", BulkHow.Add)))).Value;
        Assert.Equal(["vip|old|new", "old|VIP|new", "VIP|new"], await TagsAsync());
        var removed = (await StartAsync(acme, all, BulkAct.Edit(new BulkValue("tags", "vip|new", BulkHow.Remove)))).Value;
        Assert.Equal(["old", "old", null], await TagsAsync());
        Assert.Equal((3, 3), (added.Changed, removed.Changed));
        Assert.Equal((0, 3), (await StartAsync(acme, all, BulkAct.Edit(new BulkValue("tags", "gone", BulkHow.Remove)))).Value is var none ? (none.Changed, none.Unchanged) : default);
        Assert.Equal("bulk-nothing-to-set", (await StartAsync(acme, all, BulkAct.Edit(new BulkValue("tags", null, BulkHow.Add)))).Refusals[0].Code);
        Assert.Equal("bulk-nothing-to-set", (await StartAsync(acme, all, BulkAct.Edit(new BulkValue("city", "Oslo", BulkHow.Add)))).Refusals[0].Code);

        foreach (var run in new[] { removed, added })
            await acme.DoAsync(s => s.GetRequiredService<StartUndo>().RunAsync(run.ChangeSetId, UndoChoices.Keep, Ct));
        Assert.Equal(["vip|old", "old", null], await TagsAsync());

        Task<List<string?>> TagsAsync() => acme.DoAsync(async s =>
            (await s.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Columns = ["tags"], Sort = "name" }, Ct)).Value.Rows.Select(r => r.Values[0]?.ToString()).ToList());
    }

    [Theory, OnEveryDatabase]
    public async Task All_that_match_are_changed_by_a_worker_even_where_the_change_ends_the_match_and_newcomers_stay(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await MakeAsync(acme, 1203, "Oslo");
        await MakeAsync(acme, 7, "Rome");

        var run = (await StartAsync(acme, BulkSelection.Matching("companies", "city eq 'Oslo'", null), BulkAct.Edit(new BulkValue("city", "Bergen")))).Value;
        Assert.Equal((BulkState.Queued, 1203), (run.State, run.Total));
        await Task.Delay(5);
        await MakeAsync(acme, 3, "Oslo");
        await acme.WorkAsync(run.Id);

        run = await FindAsync(acme, run.Id);
        Assert.Equal((BulkState.Finished, 1203, 1203), (run.State, run.Done, run.Changed));
        Assert.Equal((1203, 3, 7), (await CountAsync(acme, "city eq 'Bergen'"), await CountAsync(acme, "city eq 'Oslo'"), await CountAsync(acme, "city eq 'Rome'")));
        await using (var scope = acme.As())
        await using (var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open())
            Assert.Equal(1203, await db.Set<Change>().CountAsync(c => c.ChangeSetId == run.ChangeSetId, Ct));

        var undo = (await acme.DoAsync(s => s.GetRequiredService<StartUndo>().RunAsync(run.ChangeSetId, UndoChoices.Keep, Ct))).Value.Run!;
        await acme.WorkAsync(undo.Id);
        undo = await FindAsync(acme, undo.Id);
        Assert.Equal((BulkState.Finished, 1203, 0), (undo.State, undo.Changed, undo.Refused));
        Assert.Equal(1206, await CountAsync(acme, "city eq 'Oslo'"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_worker_that_dies_is_followed_by_one_that_goes_on_and_no_record_is_done_twice(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await MakeAsync(acme, 1203, "Oslo");
        var run = (await StartAsync(acme, BulkSelection.Matching("companies", "city eq 'Oslo'", null), BulkAct.Delete)).Value;

        // The first worker falls at its second batch.
        await using (var scope = acme.As())
        {
            var batches = 0;
            await Assert.ThrowsAsync<TimeoutException>(() => scope.ServiceProvider.GetRequiredService<BulkSteps>()
                .RunAsync(run, () => ++batches == 2 ? throw new TimeoutException() : Task.CompletedTask, Ct));
        }
        Assert.Equal(500, (await FindAsync(acme, run.Id)).Done);
        await acme.WorkAsync(run.Id);

        run = await FindAsync(acme, run.Id);
        Assert.Equal((BulkState.Finished, 1203, 1203, 0), (run.State, run.Done, run.Changed, run.Refused));
        Assert.Equal(0, await CountAsync(acme, null));
        await using (var scope = acme.As())
        await using (var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open())
        {
            var touched = await db.Set<Change>().Where(c => c.ChangeSetId == run.ChangeSetId).Select(c => c.RecordId).ToListAsync(Ct);
            Assert.Equal((1203, 1203), (touched.Count, touched.Distinct().Count()));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_stopped_run_keeps_what_it_did_and_that_can_be_undone(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await MakeAsync(acme, 700, "Oslo");
        var run = (await StartAsync(acme, BulkSelection.Matching("companies", null, null), BulkAct.Edit(new BulkValue("city", "Bergen")))).Value;
        await using (var scope = acme.As())
        {
            var stop = scope.ServiceProvider.GetRequiredService<StopBulk>();
            await scope.ServiceProvider.GetRequiredService<BulkSteps>().RunAsync(run, async () => Assert.True((await stop.RunAsync(run.Id, Ct)).Succeeded), Ct);
        }

        run = await FindAsync(acme, run.Id);
        Assert.Equal((BulkState.Stopped, 500), (run.State, run.Changed));
        Assert.Equal(500, await CountAsync(acme, "city eq 'Bergen'"));
        Assert.Equal("bulk-not-running", (await acme.DoAsync(s => s.GetRequiredService<StopBulk>().RunAsync(run.Id, Ct))).Refusals[0].Code);
    }

    [Theory, OnEveryDatabase]
    public async Task The_preview_says_how_many_may_not_be_changed_and_the_act_leaves_exactly_those(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var seller = await acme.DoAsync(s => People.JoinAsync(s, "Sam Seller", RoleKeys.Member));
        var mine = await MakeAsync(acme, 4, "Oslo", seller);
        var others = await MakeAsync(acme, 3, "Oslo", acme.OwnerId);

        var preview = (await acme.DoAsync(s => s.GetRequiredService<PreviewBulk>().RunAsync(
            BulkSelection.Matching("companies", "city eq 'Oslo'", null), BulkAct.Delete, Ct), seller)).Value;
        Assert.Equal((7, 3), (preview.Count, preview.NotPermitted));
        Assert.Equal(("not-permitted", 3), (Assert.Single(preview.Reasons).Refusal.Code, preview.Reasons[0].Count));
        Assert.Equal(7, await CountAsync(acme, null));

        var run = (await StartAsync(acme, BulkSelection.Of("companies", [.. mine, .. others]), BulkAct.Delete, seller)).Value;
        Assert.Equal((4, 3), (run.Changed, run.Refused));
        var refused = await acme.DoAsync(s => s.GetRequiredService<BulkRuns>().RefusalsAsync(run.Id, 10, Ct), seller);
        Assert.Equal(others.Order(), refused.Select(r => r.RecordId).Order());
        Assert.All(refused, r => Assert.StartsWith("Firm", r.Title, StringComparison.Ordinal));
        Assert.Equal(3, await CountAsync(acme, null));
    }

    [Theory, OnEveryDatabase]
    public async Task Deleted_records_come_back_together(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var ids = await MakeAsync(acme, 5, "Oslo");
        await StartAsync(acme, BulkSelection.Of("companies", ids), BulkAct.Delete);

        var run = (await StartAsync(acme, BulkSelection.Of("companies", ids, deleted: true), BulkAct.Restore)).Value;

        Assert.Equal((5, 5), (run.Changed, await CountAsync(acme, null)));
    }

    [Theory, OnEveryDatabase]
    public async Task What_no_record_could_take_is_refused_before_anything_begins(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var ids = await MakeAsync(acme, 2, "Oslo");
        async Task<string> RefusedAsync(BulkSelection selection, params BulkValue[] values) =>
            (await StartAsync(acme, selection, BulkAct.Edit(values))).Refusals[0].Code;
        var both = BulkSelection.Of("companies", ids);

        Assert.Equal("bulk-nothing-to-set", await RefusedAsync(both));
        Assert.Equal("field-unknown", await RefusedAsync(both, new BulkValue("nonsense", "1")));
        Assert.Equal("field-read-only", await RefusedAsync(both, new BulkValue("createdAt", "2020-01-01")));
        Assert.Equal("required", await RefusedAsync(both, new BulkValue("name", null)));
        Assert.Equal("type-unknown", await RefusedAsync(BulkSelection.Of("nonsense", ids), new BulkValue("city", "Rome")));
        Assert.Equal("bulk-nothing-chosen", await RefusedAsync(BulkSelection.Of("companies", [Ids.Next()]), new BulkValue("city", "Rome")));

        var rival = await (await databases.On(on)).SignUpAsync("Rival");
        Assert.Equal("bulk-nothing-chosen", (await StartAsync(rival, both, BulkAct.Delete)).Refusals[0].Code);
        Assert.Equal(2, await CountAsync(acme, "city eq 'Oslo'"));
    }

    private static Task<Outcome<BulkRun>> StartAsync(Company company, BulkSelection selection, BulkAct act, Guid? member = null) =>
        company.DoAsync(s => s.GetRequiredService<StartBulk>().RunAsync(selection, act, Ct), member);

    private static async Task<BulkRun> FindAsync(Company company, Guid id) => (await company.DoAsync(s => s.GetRequiredService<BulkRuns>().FindAsync(id, Ct)))!;

    private static async Task<int> CountAsync(Company company, string? filter) => (await company.DoAsync(s => s.GetRequiredService<RecordReader>().PageAsync(
        new RecordQuery("companies") { Count = true, Take = 1, Filter = filter is null ? null : FilterText.Parse(filter).Value }, Ct))).Value.Count!.Value;

    private static async Task<List<Guid>> MakeAsync(Company company, int count, string city, Guid? owner = null)
    {
        var writes = Enumerable.Range(1, count).Select(i => RecordWrite.Create(new Dictionary<string, object?>
        {
            ["name"] = $"Firm {i} of {city}",
            ["city"] = city,
            ["owner"] = owner ?? company.OwnerId,
        })).ToList();
        var made = await company.DoAsync(s => s.GetRequiredService<RecordStore>().WriteAsync(new WriteBatch("companies", writes), Ct));
        Assert.All(made.Value.Results, r => Assert.Empty(r.Refusals));
        return [.. writes.Select(w => w.Id)];
    }
}
