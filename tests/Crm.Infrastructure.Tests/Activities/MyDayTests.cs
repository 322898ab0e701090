using Crm.Core.Activities.Calendar;
using Crm.Core.Activities.Days;
using Crm.Core.Activities.Next;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Changes;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Activities;

public sealed class MyDayTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task My_day_holds_my_own_tasks_planned_calls_and_meetings_in_the_order_of_time(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var sam = await acme.JoinAsync("Sam Sales", "member");
        var today = await TodayAsync(acme);
        var late = StartOf(today).AddHours(23);
        await acme.CreateAsync("tasks", ("title", "Send the offer"), ("dueOn", today));
        await acme.CreateAsync("tasks", ("title", "Sam's own"), ("dueOn", today), ("owner", sam));
        await acme.CreateAsync("tasks", ("title", "Some day"));
        await acme.CreateAsync("tasks", ("title", "Done already"), ("dueOn", today), ("doneAt", DateTime.UtcNow));
        await acme.CreateAsync("calls", ("subject", "Call Konex"), ("at", late.AddMinutes(58)));
        await acme.CreateAsync("calls", ("subject", "Was just made"));
        await acme.CreateAsync("meetings", ("subject", "Demo at Hatfan"), ("startsAt", late));
        await acme.CreateAsync("tasks", ("title", "Tomorrow's"), ("dueOn", today.AddDays(1)));

        var items = await DayAsync(acme, new DaySpan(today, today), toDoOnly: false);

        Assert.Equal(["Send the offer", "Demo at Hatfan", "Call Konex"], items.Select(i => i.Title));
        Assert.Equal([true, false, true], items.Select(i => i.IsToDo));
        Assert.Equal(2, await acme.DoAsync(s => s.GetRequiredService<DayAgenda>().CountToDoAsync(new DaySpan(null, today), Ct)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_meeting_that_repeats_stands_on_its_days_but_what_is_only_to_come_is_nothing_to_work_through(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var today = await TodayAsync(acme);
        await acme.CreateAsync("meetings", ("subject", "Stand-up"), ("startsAt", StartOf(today.AddDays(-3)).AddHours(9)), ("recurrence", "FREQ=DAILY"), ("recurrenceZone", "UTC"), ("leftOut", $"{today.AddDays(1):yyyyMMdd}"));
        await acme.CreateAsync("tasks", ("title", "Weekly report"), ("dueOn", today.AddDays(-21)), ("recurrence", "FREQ=WEEKLY"));

        Assert.Equal([today, today.AddDays(2)], (await DayAsync(acme, new DaySpan(today, today.AddDays(2)), toDoOnly: false)).Select(i => i.Day));
        var first = Assert.Single(await DayAsync(acme, new DaySpan(today, today.AddDays(2)), toDoOnly: false, take: 1));
        Assert.Equal([today.AddDays(2)], (await DayAsync(acme, new DaySpan(today, today.AddDays(2)), toDoOnly: false, first.Mark)).Select(i => i.Day));
        Assert.Equal(["Weekly report"], (await DayAsync(acme, new DaySpan(null, today.AddDays(30)), toDoOnly: true)).Select(i => i.Title));
        Assert.Equal(1, await acme.DoAsync(s => s.GetRequiredService<DayAgenda>().CountToDoAsync(new DaySpan(null, today.AddDays(30)), Ct)));
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_due_is_read_item_after_item_without_losing_or_repeating_one(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var today = await TodayAsync(acme);
        for (var i = 0; i < 4; i++)
            await acme.CreateAsync("tasks", ("title", $"Old {i}"), ("dueOn", today.AddDays(-2)));
        await acme.CreateAsync("tasks", ("title", "New"), ("dueOn", today));
        await acme.CreateAsync("calls", ("subject", "Call"), ("at", StartOf(today).AddHours(23).AddMinutes(59)));

        var seen = new List<string>();
        DayMark? mark = null;
        while ((await DayAsync(acme, new DaySpan(null, today), toDoOnly: true, mark, 1)) is [var item])
        {
            seen.Add(item.Title);
            mark = DayMark.Parse(item.Mark.ToString());
        }

        Assert.Equal(["Call", "New", "Old 0", "Old 1", "Old 2", "Old 3"], seen.Order());
        Assert.Equal(["New", "Call"], seen[^2..]);
    }

    [Theory, OnEveryDatabase]
    public async Task A_task_that_is_ticked_off_or_put_off_leaves_the_day_and_comes_back_by_undo(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var today = await TodayAsync(acme);
        var task = new RecordLink("tasks", await acme.CreateAsync("tasks", ("title", "Send the offer"), ("dueOn", today)));
        var call = new RecordLink("calls", await acme.CreateAsync("calls", ("subject", "Call Konex"), ("at", StartOf(today).AddHours(23).AddMinutes(59))));
        Task<IReadOnlyList<DayItem>> Today() => DayAsync(acme, new DaySpan(today, today), toDoOnly: true);

        var done = await acme.DoAsync(s => s.GetRequiredService<FinishActivity>().RunAsync(task, Ct));
        Assert.Equal(["Call Konex"], (await Today()).Select(i => i.Title));
        await acme.DoAsync(s => s.GetRequiredService<MoveEntry>().RunAsync(call, NewTime.On(today.AddDays(3)), Ct));
        Assert.Empty(await Today());
        var later = Assert.Single(await DayAsync(acme, new DaySpan(today.AddDays(3), today.AddDays(3)), toDoOnly: true));
        Assert.Equal(new TimeSpan(23, 59, 0), later.Moment.TimeOfDay);

        await acme.DoAsync(s => s.GetRequiredService<UndoChanges>().RunAsync(done.Value!.Value, Ct));
        Assert.Equal(["Send the offer"], (await Today()).Select(i => i.Title));
    }

    [Theory, OnEveryDatabase]
    public async Task A_planned_call_is_logged_with_how_it_went(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var today = await TodayAsync(acme);
        var call = new RecordLink("calls", await acme.CreateAsync("calls", ("subject", "Call Konex"), ("at", StartOf(today).AddHours(23).AddMinutes(59))));

        Assert.False((await acme.DoAsync(s => s.GetRequiredService<FinishActivity>().RunAsync(call, Ct, "sang a song"))).Succeeded);
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<FinishActivity>().RunAsync(call, Ct, "no-answer"))).Succeeded);

        Assert.Empty(await DayAsync(acme, new DaySpan(today, today), toDoOnly: true));
        var page = await acme.DoAsync(s => s.GetRequiredService<RecordReader>().PageAsync(new RecordQuery("calls") { Columns = ["result"] }, Ct));
        Assert.Equal("no-answer", Assert.Single(page.Value.Rows).Values[0]);
    }

    [Theory, OnEveryDatabase]
    public async Task An_open_deal_or_lead_of_mine_is_without_a_next_step_until_something_is_planned_for_it(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var sam = await acme.JoinAsync("Sam Sales", "member");
        var deals = new List<Guid>();
        foreach (var name in new[] { "Task", "Done task", "Meeting", "Past meeting", "Call", "Repeated", "Repeated no more" })
            deals.Add(await acme.CreateAsync("deals", ("name", name), ("owner", acme.OwnerId)));
        await acme.CreateAsync("deals", ("name", "Sam's deal"), ("owner", sam));
        await acme.CreateAsync("leads", ("name", "A lead"), ("owner", acme.OwnerId));
        await acme.CreateAsync("leads", ("name", "Dead lead"), ("owner", acme.OwnerId), ("status", "unqualified"));
        var now = DateTime.UtcNow;
        RecordLink Deal(int i) => new("deals", deals[i]);
        await acme.CreateAsync("tasks", ("title", "Call"), ("about", Deal(0)));
        await acme.CreateAsync("tasks", ("title", "Called"), ("about", Deal(1)), ("doneAt", now));
        await acme.CreateAsync("meetings", ("subject", "Demo"), ("about", Deal(2)), ("startsAt", now.AddDays(2)));
        await acme.CreateAsync("meetings", ("subject", "Was"), ("about", Deal(3)), ("startsAt", now.AddDays(-2)));
        await acme.CreateAsync("calls", ("subject", "Soon"), ("about", Deal(4)), ("at", now.AddDays(1)));
        await acme.CreateAsync("meetings", ("subject", "Again"), ("about", Deal(5)), ("startsAt", now.AddDays(-9).AddHours(1)), ("recurrence", "FREQ=DAILY;COUNT=20"));
        await acme.CreateAsync("meetings", ("subject", "No more"), ("about", Deal(6)), ("startsAt", now.AddDays(-9).AddHours(1)), ("recurrence", "FREQ=DAILY;COUNT=3"));

        var first = Assert.Single(await IdleAsync(acme, null, 1));
        var rest = await IdleAsync(acme, first.Mark, 10);

        Assert.Equal(["Done task", "Past meeting", "Repeated no more", "A lead"], rest.Prepend(first).Select(i => (string)i.Row.Values[0]!));
        Assert.Equal(4, await acme.DoAsync(s => s.GetRequiredService<WithoutNextStep>().CountAsync(Ct)));
        // A card and a record's page say the same of it.
        var marks = await acme.DoAsync(async s =>
        {
            await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
            return await s.GetRequiredService<INextActivities>().RunAsync(db, "deals", null, Ct);
        });
        Assert.Equal(["Again", "Call", "Demo", "Soon"], marks.Values.Select(n => n.Title).Order());
        Assert.Equal(new[] { deals[0], deals[2], deals[4], deals[5] }.Order(), marks.Keys.Order());
        var again = Assert.Single(await acme.DoAsync(s => s.GetRequiredService<PlannedActivities>().AboutAsync(Deal(5), 3, Ct)));
        Assert.InRange(again.Moment!.Value, now, now.AddDays(1).AddHours(2));
        // Of many the most urgent: the one without a day comes after those with one.
        foreach (var day in new[] { 3, 1, 2 })
            await acme.CreateAsync("tasks", ("title", $"In {day}"), ("about", Deal(0)), ("dueOn", DateOnly.FromDateTime(now).AddDays(day)));
        Assert.Equal(["In 1", "In 2", "In 3"], (await acme.DoAsync(s => s.GetRequiredService<PlannedActivities>().AboutAsync(Deal(0), 3, Ct))).Select(n => n.Title));
    }

    private static async Task<IReadOnlyList<DayItem>> DayAsync(Company acme, DaySpan span, bool toDoOnly, DayMark? after = null, int take = 20) =>
        await acme.DoAsync(s => s.GetRequiredService<DayAgenda>().PageAsync(span, after, take, toDoOnly, Ct));

    private static Task<IReadOnlyList<IdleRecord>> IdleAsync(Company acme, string? after, int take) =>
        acme.DoAsync(s => s.GetRequiredService<WithoutNextStep>().PageAsync(after, take, Ct));

    private static Task<DateOnly> TodayAsync(Company acme) => acme.DoAsync(s => s.GetRequiredService<DayAgenda>().TodayAsync(Ct));

    private static DateTime StartOf(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
