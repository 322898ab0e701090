using Crm.Core.Activities.Calendar;
using Crm.Core.Identity.Members;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Activities;

public sealed class CalendarTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly DateOnly Monday = new(2099, 6, 1);

    [Theory, OnEveryDatabase]
    public async Task A_week_shows_what_falls_into_it_in_the_zone_of_its_reader(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        await acme.CreateAsync("tasks", ("title", "Whole day"), ("dueOn", Monday));
        await acme.CreateAsync("tasks", ("title", "At four"), ("dueAt", At(1, 16)), ("durationMinutes", 45m));
        await acme.CreateAsync("calls", ("subject", "Konex"), ("at", At(3, 10)));
        await acme.CreateAsync("meetings", ("subject", "Fair, from Sunday"), ("startsAt", At(1, 0).AddHours(-5)), ("endsAt", At(2, 12)));
        await acme.CreateAsync("meetings", ("subject", "Last week"), ("startsAt", At(1, 0).AddHours(-2)), ("endsAt", At(1, 0).AddHours(-1)));
        await acme.CreateAsync("meetings", ("subject", "Next week"), ("startsAt", At(8, 0)));

        Assert.Equal(["Fair, from Sunday", "Whole day", "At four", "Konex"], (await WeekAsync(acme)).Select(e => e.Title));
        var shanghai = await acme.DoAsync(s => s.GetRequiredService<CalendarReader>().RunAsync(Monday, Monday.AddDays(7), [], TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), Ct));
        Assert.Contains("Last week", shanghai.Entries.Select(e => e.Title));
    }

    [Theory, OnEveryDatabase]
    public async Task A_calendar_shows_the_people_asked_for_and_only_what_its_reader_may_see(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var sam = await acme.JoinAsync("Sam Sales", "member");
        await acme.CreateAsync("meetings", ("subject", "Board"), ("startsAt", At(2, 9)));
        await acme.CreateAsync("meetings", ("subject", "Visit"), ("startsAt", At(2, 11)), ("owner", sam));

        Assert.Equal(["Visit"], (await WeekAsync(acme, sam)).Select(e => e.Title));
        Assert.Equal(["Board", "Visit"], (await WeekAsync(acme, acme.OwnerId, sam)).Select(e => e.Title));
    }

    [Theory, OnEveryDatabase]
    public async Task An_open_recurring_task_shows_the_times_that_follow_as_far_as_its_rule_and_the_window_go(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        await acme.CreateAsync("tasks", ("title", "Check the stock"), ("dueAt", At(1, 16).AddDays(-14)), ("recurrence", "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20990604"));
        await acme.CreateAsync("tasks", ("title", "Done"), ("dueOn", Monday.AddDays(-7)), ("recurrence", "FREQ=DAILY"), ("doneAt", At(1, 0)));

        var week = await WeekAsync(acme);

        Assert.Equal([(At(1, 16), (DateOnly?)Monday), (At(4, 16), Monday.AddDays(3))], week.Select(e => (e.StartsAt, e.Follows)));
        Assert.Equal(2, week.Select(e => e.Key).Distinct().Count());
    }

    [Theory, OnEveryDatabase]
    public async Task A_recurring_task_that_is_late_is_going_to_come_today_at_the_earliest(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await acme.CreateAsync("tasks", ("title", "Daily report"), ("dueOn", today.AddDays(-5)), ("recurrence", "FREQ=DAILY"));

        var shown = await acme.DoAsync(s => s.GetRequiredService<CalendarReader>().RunAsync(today.AddDays(-6), today.AddDays(2), [], TimeZoneInfo.Utc, Ct));

        Assert.Equal([(today.AddDays(-5), false), (today, true), (today.AddDays(1), true)], shown.Entries.Select(e => (e.AllDay!.Value, e.Follows is not null)));
    }

    [Theory, OnEveryDatabase]
    public async Task One_time_of_a_series_moves_alone_and_comes_back_with_undo(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var standup = await StandupAsync(acme);

        var moved = await MoveAsync(acme, standup, Monday.AddDays(1), SeriesPart.This, At(2, 15));

        Assert.Equal([(1, 9), (2, 15), (3, 9), (4, 9), (5, 9)], await HoursAsync(acme));
        Assert.True((await acme.DoAsync(s => s.GetRequiredService<UndoChanges>().RunAsync(moved, Ct))).Succeeded);
        Assert.Equal([(1, 9), (2, 9), (3, 9), (4, 9), (5, 9)], await HoursAsync(acme));
    }

    [Theory, OnEveryDatabase]
    public async Task This_and_the_following_times_move_and_the_earlier_ones_stay(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var standup = await StandupAsync(acme);

        var moved = await MoveAsync(acme, standup, Monday.AddDays(2), SeriesPart.Following, At(3, 11));

        Assert.Equal([(1, 9), (2, 9), (3, 11), (4, 11), (5, 11)], await HoursAsync(acme));
        await acme.DoAsync(s => s.GetRequiredService<UndoChanges>().RunAsync(moved, Ct));
        Assert.Equal([(1, 9), (2, 9), (3, 9), (4, 9), (5, 9)], await HoursAsync(acme));
    }

    [Theory, OnEveryDatabase]
    public async Task All_times_of_a_series_move_by_as_much(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var standup = await StandupAsync(acme);

        await MoveAsync(acme, standup, Monday.AddDays(2), SeriesPart.All, At(3, 8));

        Assert.Equal([(1, 8), (2, 8), (3, 8), (4, 8), (5, 8)], await HoursAsync(acme));
    }

    [Theory, OnEveryDatabase]
    public async Task Times_are_taken_out_of_a_series_alone_or_with_what_follows(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var standup = new RecordLink("meetings", await StandupAsync(acme));

        await acme.DoAsync(s => s.GetRequiredService<MoveEntry>().RemoveAsync(standup, Monday.AddDays(1), SeriesPart.This, Ct));
        await acme.DoAsync(s => s.GetRequiredService<MoveEntry>().RemoveAsync(standup, Monday.AddDays(3), SeriesPart.Following, Ct));

        Assert.Equal([(1, 9), (3, 9)], await HoursAsync(acme));
    }

    [Theory, OnEveryDatabase]
    public async Task A_call_cannot_take_a_whole_day(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var call = await acme.CreateAsync("calls", ("subject", "Konex"), ("at", At(3, 10)));

        var moved = await acme.DoAsync(s => s.GetRequiredService<MoveEntry>().RunAsync(new RecordLink("calls", call), null, SeriesPart.All, new NewTime(Monday, default, default), Ct));

        Assert.Equal("needs-a-time", Assert.Single(moved.Refusals).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_put_off_to_another_day_keeps_its_time_of_day_and_its_length(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        await acme.DoAsync(s => s.GetRequiredService<UpdateProfile>().RunAsync(new Profile("Olivia Owner", null, zone.Id), Ct));
        // Nine on the wall, in winter and in summer.
        var (winter, summer) = (new DateOnly(2099, 3, 2), new DateOnly(2099, 6, 1));
        var nine = new DateTime(2099, 3, 2, 8, 0, 0, DateTimeKind.Utc);
        var call = new RecordLink("calls", await acme.CreateAsync("calls", ("subject", "Konex"), ("at", nine), ("durationMinutes", 45m)));
        var meeting = new RecordLink("meetings", await acme.CreateAsync("meetings", ("subject", "Board"), ("startsAt", nine), ("endsAt", nine.AddHours(2))));
        var task = new RecordLink("tasks", await acme.CreateAsync("tasks", ("title", "Quote"), ("dueAt", nine)));
        var plain = new RecordLink("tasks", await acme.CreateAsync("tasks", ("title", "Whole day"), ("dueOn", winter)));

        foreach (var entry in new[] { call, meeting, task, plain })
            Assert.NotNull((await acme.DoAsync(s => s.GetRequiredService<MoveEntry>().RunAsync(entry, NewTime.On(summer), Ct))).Value);

        var shown = (await acme.DoAsync(s => s.GetRequiredService<CalendarReader>().RunAsync(summer, summer.AddDays(1), [], zone, Ct))).Entries;
        Assert.Equal(4, shown.Count);
        Assert.Equal(summer, shown.Single(e => e.Record == plain).AllDay);
        Assert.Equal([(At(1, 7), 30), (At(1, 7), 45), (At(1, 7), 120)],
            shown.Where(e => e.AllDay is null).Select(e => (e.StartsAt, (int)(e.EndsAt - e.StartsAt).TotalMinutes)).Order());
    }

    private static Task<Guid> StandupAsync(Company acme) => acme.CreateAsync("meetings",
        ("subject", "Stand-up"), ("startsAt", At(1, 9)), ("endsAt", At(1, 9).AddMinutes(15)), ("recurrence", "FREQ=DAILY;COUNT=5"));

    private static async Task<Guid> MoveAsync(Company acme, Guid meeting, DateOnly day, SeriesPart part, DateTime to)
    {
        var moved = await acme.DoAsync(s => s.GetRequiredService<MoveEntry>().RunAsync(new RecordLink("meetings", meeting), day, part, new NewTime(null, to, to.AddMinutes(15)), Ct));
        return moved.Value!.Value;
    }

    private static async Task<IReadOnlyList<CalendarEntry>> WeekAsync(Company acme, params Guid[] owners) =>
        (await acme.DoAsync(s => s.GetRequiredService<CalendarReader>().RunAsync(Monday, Monday.AddDays(7), owners, TimeZoneInfo.Utc, Ct))).Entries;

    private static async Task<IEnumerable<(int Day, int Hour)>> HoursAsync(Company acme) => (await WeekAsync(acme)).Select(e => (e.StartsAt.Day, e.StartsAt.Hour));

    private static DateTime At(int day, int hour) => new(2099, 6, day, hour, 0, 0, DateTimeKind.Utc);
}
