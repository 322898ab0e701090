using Crm.Core.Activities.Reminders;
using Crm.Core.Records;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Activities;

/// <summary>The day of a task and its time of day move together.</summary>
internal sealed class TasksKeepDayAndTimeTogether : RecordRule<TaskItem>
{
    public override void BeforeSave(TaskItem task, RecordWriteContext write)
    {
        if (task.DueAt is { } at && write.Touches("dueAt"))
        {
            // Day and time given together may come from another zone, as an undo brings them: they are a day apart at most.
            var day = WallClock.DayOf(at, write.Zone);
            if (!write.Touches("dueOn") || task.DueOn is not { } given || Math.Abs(given.DayNumber - day.DayNumber) > 1)
                task.DueOn = day;
        }
        else if (task.DueAt is { } moment && write.Touches("dueOn"))
            task.DueAt = task.DueOn is { } day ? WallClock.ToUtc(day.ToDateTime(TimeOnly.FromDateTime(WallClock.Of(moment, write.Zone))), write.Zone) : null;

        if (write.IsNew && task.DueAt is not null && !write.Touches(ReminderLead.FieldName))
            task.Reminder = ReminderHabits.For(task, write);
    }
}

/// <summary>A recurring task that is done leaves its rule to the next one, which is made in the same act.</summary>
internal sealed class RecurringTasksComeAgain : RecordRule<TaskItem>
{
    public override int Order => 10;

    public override void BeforeSave(TaskItem task, RecordWriteContext write)
    {
        if (task.Recurrence is not { } text || !RecurrenceRule.TryParse(text, out var rule))
            return;
        var first = task.DueOn ??= write.Today;
        if (write.IsNew || task.DoneAt is null || !write.Changes("doneAt"))
            return;
        task.Recurrence = null;
        // Whoever is late by some times has one to do, not all of them.
        var skipped = 0;
        foreach (var day in RecurrenceDays.From(rule, first).Skip(1))
        {
            skipped++;
            if (day < write.Today)
                continue;
            if (rule.After(skipped) is { } rest)
                write.Add(NextOne(task, day, rest, write));
            return;
        }
    }

    private static Dictionary<string, object?> NextOne(TaskItem task, DateOnly day, RecurrenceRule rest, RecordWriteContext write)
    {
        var values = write.Type.Fields.Where(f => f.TakesInput && f.Name is not ("doneAt" or "externalId" or "dueAt"))
            .ToDictionary(f => f.Name, f => f.Read(task));
        values["dueOn"] = day;
        values["recurrence"] = rest.ToString();
        if (task.DueAt is { } at)
            values["dueAt"] = WallClock.ToUtc(day.ToDateTime(TimeOnly.FromDateTime(WallClock.Of(at, write.Zone))), write.Zone);
        return values;
    }
}
