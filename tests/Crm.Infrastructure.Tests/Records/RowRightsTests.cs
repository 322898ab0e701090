using Crm.Core.Activities.Calendar;
using Crm.Core.Records;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Schema;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>What is read says what its reader may do to it, and the store agrees.</summary>
public sealed class RowRightsTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task A_row_says_whether_its_reader_may_change_or_delete_it_as_the_store_does(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var readers = new Dictionary<string, Guid> { ["owner"] = acme.OwnerId };
        foreach (var role in new[] { "manager", "member", "readonly" })
            readers[role] = await acme.JoinAsync(role, role);
        var owners = new Guid?[] { acme.OwnerId, readers["member"], null };
        foreach (var owner in owners)
            await acme.CreateAsync("companies", ("name", $"Hatfan of {owner}"), ("owner", owner));
        var seen = new HashSet<(bool, bool)>();
        foreach (var (role, reader) in readers)
        {
            await using var scope = acme.As(reader);
            var (records, store) = (scope.ServiceProvider.GetRequiredService<RecordReader>(), scope.ServiceProvider.GetRequiredService<RecordStore>());
            // Not even the owner is among the columns.
            var page = await records.PageAsync(new RecordQuery("companies") { Columns = ["name"] }, Ct);
            Assert.Equal(owners.Length, page.Value.Rows.Count);
            foreach (var row in page.Value.Rows)
            {
                var edit = await store.WriteAsync(new WriteBatch("companies", [RecordWrite.Update(row.Id, Acting.Values(("name", "Hatfan of all")))]) { DryRun = true }, Ct);
                var delete = await store.WriteAsync(new WriteBatch("companies", [RecordWrite.Delete(row.Id)]) { DryRun = true }, Ct);
                Assert.True(row.May == new Core.Records.Access.RecordRights(edit.Value.Results[0].Succeeded, delete.Value.Results[0].Succeeded), $"{role} and {row.Values[0]}: {row.May}");
                Assert.Equal(row.May, (await records.FindAsync("companies", row.Id, Ct))!.May);
                seen.Add((row.May.Edit, row.May.Delete));
            }
        }
        Assert.Superset(new HashSet<(bool, bool)> { (true, true), (false, false) }, seen);
    }

    [Theory, OnEveryDatabase]
    public async Task Cards_activities_and_times_of_a_calendar_say_it_too(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var wei = await acme.JoinAsync("Li Wei", "member");
        var stage = await acme.DoAsync(async s => (await s.GetRequiredService<SchemaSource>().GetAsync(Ct)).PipelinesOf("deals").First().Stages[0].Id);
        foreach (var (owner, name) in new[] { (acme.OwnerId, "theirs"), (wei, "mine") })
        {
            var deal = await acme.CreateAsync("deals", ("name", name), ("stage", stage), ("owner", owner));
            await acme.CreateAsync("tasks", ("title", name), ("dueOn", new DateOnly(2026, 5, 4)), ("owner", owner), ("about", new RecordLink("deals", deal)));
            await acme.CreateAsync("meetings", ("subject", name), ("startsAt", new DateTime(2026, 5, 5, 8, 0, 0, DateTimeKind.Utc)), ("owner", owner), ("recurrence", "FREQ=DAILY;COUNT=2"), ("recurrenceZone", "UTC"));
        }
        await using var scope = acme.As(wei);
        var boards = scope.ServiceProvider.GetRequiredService<BoardReader>();
        foreach (var basis in new[] { null, BoardShape.ByNext })
        {
            var board = (await boards.ShapeAsync("deals", null, Ct, basis)).Value;
            var cards = new List<BoardCard>();
            foreach (var column in board.Columns)
                cards.AddRange((await boards.CardsAsync(board, new BoardSelection(), column, 0, Ct)).Value);
            Assert.Equal([("mine", true), ("theirs", false)], cards.Select(c => (c.Title, c.MayMove)).Order());
        }
        var entries = (await scope.ServiceProvider.GetRequiredService<CalendarReader>().RunAsync(new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31), [], TimeZoneInfo.Utc, Ct)).Entries;
        Assert.Equal(6, entries.Count);
        Assert.All(entries, e => Assert.Equal(e.Title == "mine", e.MayEdit));
    }
}
