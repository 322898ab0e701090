using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Activities;

public sealed class RecurringTaskTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly DateOnly Monday = new(2099, 6, 1);

    [Theory, OnEveryDatabase]
    public async Task A_recurring_task_that_is_done_leaves_its_rule_to_the_next_one(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var first = await acme.CreateAsync("tasks", ("title", "Check the stock"), ("dueOn", Monday), ("recurrence", "freq=weekly;count=3"), ("description", "Bay 4"));

        var done = await DoneAsync(acme, first);

        var tasks = await TasksAsync(acme);
        Assert.Equal([("Check the stock", Monday, true, null), ("Check the stock", Monday.AddDays(7), false, "FREQ=WEEKLY;COUNT=2")], tasks);
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<UndoChanges>().RunAsync(done, Ct))).Succeeded);
        Assert.Equal([("Check the stock", Monday, false, "FREQ=WEEKLY;COUNT=3")], await TasksAsync(acme));
    }

    [Theory, OnEveryDatabase]
    public async Task The_last_one_of_a_number_has_no_next(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);

        await DoneAsync(acme, await acme.CreateAsync("tasks", ("title", "Once more"), ("dueOn", Monday), ("recurrence", "FREQ=DAILY;COUNT=1")));

        Assert.Equal([("Once more", Monday, true, null)], await TasksAsync(acme));
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_is_late_by_weeks_gets_one_next_task_and_not_all_of_them(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

        await DoneAsync(acme, await acme.CreateAsync("tasks", ("title", "Weekly report"), ("dueOn", today.AddDays(-22)), ("recurrence", "FREQ=WEEKLY")));

        Assert.Equal([today.AddDays(-22), today.AddDays(6)], (await TasksAsync(acme)).Select(t => t.DueOn));
    }

    [Theory, OnEveryDatabase]
    public async Task A_task_done_a_second_time_does_not_come_again_twice(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var task = await acme.CreateAsync("tasks", ("title", "Call the bank"), ("dueOn", Monday), ("recurrence", "FREQ=MONTHLY"));

        await DoneAsync(acme, task);
        await acme.UpdateAsync("tasks", task, ("doneAt", null));
        await DoneAsync(acme, task);

        Assert.Equal(2, (await TasksAsync(acme)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task The_day_and_the_time_of_a_task_move_together(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var half = new DateTime(2099, 6, 1, 14, 30, 0, DateTimeKind.Utc);
        var task = await acme.CreateAsync("tasks", ("title", "Send the quote"), ("dueAt", half));

        Assert.Equal(Monday, (await TasksAsync(acme))[0].DueOn);
        await acme.UpdateAsync("tasks", task, ("dueOn", Monday.AddDays(3)));
        Assert.Equal(half.AddDays(3), await ValueAsync(acme, task, "dueAt"));
        await acme.UpdateAsync("tasks", task, ("dueAt", null));
        Assert.Equal(Monday.AddDays(3), await ValueAsync(acme, task, "dueOn"));
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_no_rule_is_refused(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);

        var made = await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync("tasks", Acting.Values(("title", "Sometimes"), ("recurrence", "now and then")), Ct));

        Assert.Equal(("value-unreadable", "recurrence"), (made.Refusals[0].Code, made.Refusals[0].Field));
    }

    private static async Task<Guid> DoneAsync(Company acme, Guid task)
    {
        var done = await acme.DoAsync(s => s.GetRequiredService<RecordStore>().WriteAsync(
            new WriteBatch("tasks", [RecordWrite.Update(task, Acting.Values(("doneAt", TimeProvider.System.GetUtcNow().UtcDateTime)))]), Ct));
        Assert.True(Assert.Single(done.Value.Results).Succeeded);
        return done.Value.ChangeSetId!.Value;
    }

    private static async Task<List<(string Title, DateOnly? DueOn, bool IsDone, string? Rule)>> TasksAsync(Company acme)
    {
        var page = await acme.DoAsync(s => s.GetRequiredService<RecordReader>().PageAsync(
            new RecordQuery("tasks") { Columns = ["title", "dueOn", "doneAt", "recurrence"], Sort = "dueOn" }, Ct));
        return [.. page.Value.Rows.Select(r => ((string)r.Values[0]!, r.Values[1] as DateOnly?, r.Values[2] is not null, r.Values[3] as string))];
    }

    private static async Task<object?> ValueAsync(Company acme, Guid task, string field) => (await acme.DoAsync(s => s.GetRequiredService<RecordReader>().PageAsync(
        new RecordQuery("tasks") { Columns = ["title", field], Filter = FilterText.Parse($"{field} notempty").Value }, Ct))).Value.Rows.Single(r => r.Id == task).Values[1];
}
