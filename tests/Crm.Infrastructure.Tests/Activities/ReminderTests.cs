using Crm.Core.Activities.Notifications;
using Crm.Core.Activities.Reminders;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Activities;

public sealed class ReminderTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly DateTime Nine = new(2099, 6, 1, 9, 0, 0, DateTimeKind.Utc);

    [Theory, OnEveryDatabase]
    public async Task A_meeting_is_announced_ten_minutes_before_and_only_once(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var meeting = await acme.CreateAsync("meetings", ("subject", "Board"), ("startsAt", Nine));

        Assert.Equal(0, await SettleAsync(acme, Nine.AddMinutes(-11)));
        Assert.Equal(1, await SettleAsync(acme, Nine.AddMinutes(-10)));
        Assert.Equal(0, await SettleAsync(acme, Nine.AddMinutes(-9)));

        var item = Assert.Single(await acme.InboxAsync());
        Assert.Equal((NotificationKind.Reminder, new RecordLink("meetings", meeting), "Board", ""), (item.Kind, item.About, item.Title, item.Arguments[2]));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_nodes_at_the_same_moment_remind_once(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        await acme.CreateAsync("meetings", ("subject", "Board"), ("startsAt", Nine));

        var told = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SettleAsync(acme, Nine))));

        Assert.Equal(1, told.Sum());
        Assert.Single(await acme.InboxAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_moved_is_announced_at_its_new_time_also_when_it_was_moved_back(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var call = await acme.CreateAsync("calls", ("subject", "Konex"), ("at", Nine), ("reminder", "1-hour"));
        await acme.UpdateAsync("calls", call, ("at", Nine.AddHours(5)));

        Assert.Equal(0, await SettleAsync(acme, Nine));
        await acme.UpdateAsync("calls", call, ("at", Nine.AddHours(6)));
        await acme.UpdateAsync("calls", call, ("at", Nine.AddHours(5)));
        Assert.Equal(1, await SettleAsync(acme, Nine.AddHours(4)));
        Assert.Equal(0, await SettleAsync(acme, Nine.AddHours(9)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_late_worker_tells_what_still_helps_and_says_that_it_is_late(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        await acme.CreateAsync("tasks", ("title", "Send the quote"), ("dueAt", Nine));
        await acme.CreateAsync("meetings", ("subject", "Over by now"), ("startsAt", Nine), ("endsAt", Nine.AddHours(1)));
        await acme.CreateAsync("meetings", ("subject", "Still on"), ("startsAt", Nine), ("endsAt", Nine.AddHours(4)));

        Assert.Equal(2, await SettleAsync(acme, Nine.AddHours(2)));

        var items = await acme.InboxAsync();
        Assert.Equal(["Send the quote", "Still on"], items.Select(i => i.Title).Order());
        Assert.All(items, i => Assert.Equal(SettleReminders.Late, i.Arguments[2]));
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_done_deleted_or_wants_no_reminder_is_not_announced(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var done = await acme.CreateAsync("tasks", ("title", "Done"), ("dueAt", Nine));
        await acme.UpdateAsync("tasks", done, ("doneAt", Nine.AddDays(-1)));
        var deleted = await acme.CreateAsync("tasks", ("title", "Deleted"), ("dueAt", Nine));
        await acme.DeleteAsync("tasks", deleted);
        await acme.CreateAsync("tasks", ("title", "Quiet"), ("dueAt", Nine), ("reminder", "none"));
        await acme.CreateAsync("tasks", ("title", "No time of day"), ("dueOn", new DateOnly(2099, 6, 1)));

        Assert.Equal(0, await SettleAsync(acme, Nine.AddDays(2)));
        Assert.Empty(await acme.InboxAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Each_time_of_a_series_is_announced_except_those_taken_out(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        await acme.CreateAsync("meetings", ("subject", "Stand-up"), ("startsAt", Nine), ("endsAt", Nine.AddMinutes(15)), ("recurrence", "FREQ=DAILY;COUNT=3"), ("recurrenceZone", "UTC"), ("leftOut", "20990602"));

        Assert.Equal(1, await SettleAsync(acme, Nine.AddMinutes(-10)));
        Assert.Equal(0, await SettleAsync(acme, Nine.AddDays(1)));
        Assert.Equal(1, await SettleAsync(acme, Nine.AddDays(2)));
        Assert.Equal(0, await SettleAsync(acme, Nine.AddDays(9)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_worker_that_slept_for_days_goes_on_with_the_next_time_of_a_series(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        await acme.CreateAsync("meetings", ("subject", "Stand-up"), ("startsAt", Nine), ("endsAt", Nine.AddMinutes(15)), ("recurrence", "FREQ=DAILY"));

        Assert.Equal(0, await SettleAsync(acme, Nine.AddDays(5).AddHours(3)));
        Assert.Equal(1, await SettleAsync(acme, Nine.AddDays(6).AddMinutes(-10)));
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_has_the_record_at_that_time_is_reminded(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var sam = await acme.JoinAsync("Sam Sales", "member");
        var task = await acme.CreateAsync("tasks", ("title", "Send the quote"), ("dueAt", Nine));
        await acme.UpdateAsync("tasks", task, ("owner", sam));

        await SettleAsync(acme, Nine);

        Assert.DoesNotContain(await acme.InboxAsync(), i => i.Kind == NotificationKind.Reminder);
        Assert.Contains(await acme.InboxAsync(sam), i => i.Kind == NotificationKind.Reminder);
    }

    private static Task<int> SettleAsync(Company acme, DateTime now) => acme.DoAsync(s => new SettleReminders(
        s.GetRequiredService<ICrmDbFactory>(), s.GetRequiredService<RecordReader>(), new Stopped(now)).RunAsync(Ct));
}
