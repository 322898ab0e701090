using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Bulk;
using Crm.Core.Records.Changes;
using Crm.Infrastructure.Tests.Customization;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records.Changes;

/// <summary>Undoing what others have worked on since: asked field by field, nothing overwritten unasked.</summary>
public sealed class UndoTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task Each_value_that_changed_since_is_named_and_the_choice_is_obeyed(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var id = (await store.CreateAsync("companies", Values(("name", "Konex"), ("city", "Oslo"), ("country", "Norway"), ("phone", "+47 1")), Ct)).Value.Id;
        var act = await ActAsync(store, RecordWrite.Update(id, Values(("city", "Bergen"), ("country", "Norge"), ("phone", "+47 2"))));
        await store.UpdateAsync("companies", id, Values(("city", "Rome"), ("country", "Italy")), null, Ct);

        var outlook = (await scope.ServiceProvider.GetRequiredService<FindUndoConflicts>().RunAsync(act, Ct)).Value;
        Assert.Equal((1, 2, "Konex"), (outlook.Changes, outlook.ConflictCount, outlook.Titles[id]));
        Assert.Equal(
            [new UndoConflict("companies", id, "city", "Oslo", "Bergen", "Rome"), new UndoConflict("companies", id, "country", "Norway", "Norge", "Italy")],
            outlook.Conflicts.OrderBy(c => c.Field));

        var undone = (await scope.ServiceProvider.GetRequiredService<StartUndo>().RunAsync(act, new UndoChoices(false, [new UndoChoice(id, "city")]), Ct)).Value;

        Assert.Equal((1, 0), (undone.Done!.Undone, undone.Done.KeptBecauseChanged));
        Assert.Equal(["Oslo", "Italy", "+47 1"], await ReadAsync(scope.ServiceProvider, "city", "country", "phone"));
    }

    [Theory, OnEveryDatabase]
    public async Task What_the_act_created_and_others_worked_on_goes_only_when_that_is_chosen(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var (kept, gone) = (RecordWrite.Create(Values(("name", "Konex"))), RecordWrite.Create(Values(("name", "Hatfan"))));
        var act = await ActAsync(store, kept, gone);
        foreach (var made in new[] { kept, gone })
            await store.UpdateAsync("companies", made.Id, Values(("city", "Rome")), null, Ct);

        var outlook = (await scope.ServiceProvider.GetRequiredService<FindUndoConflicts>().RunAsync(act, Ct)).Value;
        Assert.Equal(2, outlook.Conflicts.Count(c => c.Field is null));
        var undone = (await scope.ServiceProvider.GetRequiredService<StartUndo>().RunAsync(act, new UndoChoices(false, [new UndoChoice(gone.Id, null)]), Ct)).Value;

        Assert.Equal((1, 1), (undone.Done!.Undone, undone.Done.KeptBecauseChanged));
        Assert.Equal(["Konex"], await ReadAsync(scope.ServiceProvider, "name"));
    }

    [Theory, OnEveryDatabase]
    public async Task An_act_that_touched_a_value_twice_goes_back_to_the_first_and_an_undo_can_be_undone(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var (store, start) = (scope.ServiceProvider.GetRequiredService<RecordStore>(), scope.ServiceProvider.GetRequiredService<StartUndo>());
        var id = (await store.CreateAsync("companies", Values(("name", "Konex"), ("city", "Oslo")), Ct)).Value.Id;
        var act = await ActAsync(store, RecordWrite.Update(id, Values(("city", "Bergen"))));
        await store.WriteAsync(new WriteBatch("companies", [RecordWrite.Update(id, Values(("city", "Rome")))]) { ChangeSetId = act }, Ct);

        Assert.Equal(0, (await scope.ServiceProvider.GetRequiredService<FindUndoConflicts>().RunAsync(act, Ct)).Value.ConflictCount);
        var undone = (await start.RunAsync(act, UndoChoices.Keep, Ct)).Value.Done!;
        Assert.Equal(["Oslo"], await ReadAsync(scope.ServiceProvider, "city"));
        Assert.Equal("already-undone", (await start.RunAsync(act, UndoChoices.Keep, Ct)).Refusals[0].Code);

        await start.RunAsync(undone.ChangeSetId!.Value, UndoChoices.Keep, Ct);
        Assert.Equal(["Rome"], await ReadAsync(scope.ServiceProvider, "city"));
        Assert.True((await start.RunAsync(act, UndoChoices.Keep, Ct)).Succeeded);
        Assert.Equal(["Oslo"], await ReadAsync(scope.ServiceProvider, "city"));
    }

    [Theory, OnEveryDatabase]
    public async Task Ones_acts_are_listed_by_the_page_with_what_was_done_and_those_of_others_only_to_whom_may(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var seller = await acme.DoAsync(s => People.JoinAsync(s, "Sam Seller", RoleKeys.Member));
        var konex = await acme.DoAsync(s => ActAsync(s.GetRequiredService<RecordStore>(), RecordWrite.Create(Values(("name", "Konex")))));
        await acme.DoAsync(s => ActAsync(s.GetRequiredService<RecordStore>(), RecordWrite.Create(Values(("name", "Hatfan"))), RecordWrite.Create(Values(("name", "Zumgoity")))), seller);

        Task<IReadOnlyList<ActLine>> Lines(bool everyone, Guid? as_, ActLine? after = null) => acme.DoAsync(s =>
            s.GetRequiredService<RecentChanges>().RunAsync(everyone, after is null ? null : (after.At, after.Id), 1, Ct), as_);
        var mine = Assert.Single(await Lines(false, seller));
        Assert.Equal((2, null, new ActPart("companies", ChangeAction.Created, 2)), (mine.Count, mine.Title, Assert.Single(mine.Parts)));
        Assert.Empty(await Lines(true, seller, mine));

        var newest = Assert.Single(await Lines(true, null));
        Assert.Equal("Sam Seller", newest.ActorName);
        var next = Assert.Single(await Lines(true, null, newest));
        Assert.NotEqual(newest.Id, next.Id);
        Assert.Equal("Konex", (await acme.DoAsync(s => s.GetRequiredService<ActDetails>().RunAsync(konex, null, 5, Ct)))!.Changes[0].Title);
        Assert.Null(await acme.DoAsync(s => s.GetRequiredService<ActDetails>().RunAsync(konex, null, 5, Ct), seller));
    }

    [Theory, OnEveryDatabase]
    public async Task A_field_tells_what_it_has_been_and_by_whom(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        var id = (await store.CreateAsync("companies", Values(("name", "Konex"), ("city", "Oslo")), Ct)).Value.Id;
        foreach (var (field, value) in new[] { ("city", "Bergen"), ("country", "Norway"), ("city", "Rome") })
            await store.UpdateAsync("companies", id, Values((field, value)), null, Ct);

        var past = await scope.ServiceProvider.GetRequiredService<FieldHistory>().RunAsync("companies", id, "city", 10, Ct);

        Assert.Equal([("Bergen", "Rome"), ("Oslo", "Bergen")], past.Select(p => (p.Before, p.After)));
        Assert.All(past, p => Assert.Equal("Olivia Owner", p.ActorName));
        var rival = await (await databases.On(on)).SignUpAsync("Rival");
        Assert.Empty(await rival.DoAsync(s => s.GetRequiredService<FieldHistory>().RunAsync("companies", id, "city", 10, Ct)));
    }

    private static Dictionary<string, object?> Values(params (string Field, object? Value)[] values) => values.ToDictionary(v => v.Field, v => v.Value);

    private static async Task<Guid> ActAsync(RecordStore store, params RecordWrite[] writes)
    {
        var done = (await store.WriteAsync(new WriteBatch("companies", writes), Ct)).Value;
        Assert.All(done.Results, r => Assert.Empty(r.Refusals));
        return done.ChangeSetId!.Value;
    }

    private static async Task<object?[]> ReadAsync(IServiceProvider services, params string[] columns) =>
        [.. (await services.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("companies") { Columns = columns }, Ct)).Value.Rows.SelectMany(r => r.Values)];
}
