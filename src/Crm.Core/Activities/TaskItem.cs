using Crm.Core.Activities.Reminders;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Activities;

/// <summary>Something that a member has to do, perhaps about a record, perhaps again and again.</summary>
public sealed class TaskItem : Record, IRemindable
{
    public string Title { get; set; } = "";

    /// <summary>The record that it is about, as <c>type/id</c>.</summary>
    public string? About { get; set; }

    public DateOnly? DueOn { get; set; }

    /// <summary>The moment, for a task with a time of day; its day is <see cref="DueOn"/>.</summary>
    public DateTime? DueAt { get; set; }

    public int? DurationMinutes { get; set; }

    public DateTime? DoneAt { get; set; }

    /// <summary>The RRULE by which the next one follows when this one is done.</summary>
    public string? Recurrence { get; set; }

    public string? Priority { get; set; }

    public string? Reminder { get; set; }

    public string? Description { get; set; }

    public Member? Owner { get; set; }

    bool IRemindable.MattersAfterwards => true;

    Occurrence? IRemindable.NextTime(DateTime after) => DoneAt is null && DueAt is { } at && at > after
        ? new Occurrence(DateOnly.FromDateTime(at), at, at.AddMinutes(DurationMinutes ?? 0))
        : null;
}

public sealed class TaskType : RecordType<TaskItem>
{
    public const string TypeName = "tasks";

    public TaskType() : base(TypeName)
    {
        Text(t => t.Title).Title().AlsoCalled("task", "subject", "任务", "待办", "任務");
        Date(t => t.DueOn).Indexed().AlsoCalled("due", "due date", "deadline", "截止日期", "到期日");
        DateTime(t => t.DoneAt).AlsoCalled("done", "completed", "完成时间");
        DateTime(t => t.DueAt).Indexed().AlsoCalled("due time", "截止时间", "截止時間");
        Integer(t => t.DurationMinutes).AlsoCalled("duration", "minutes", "时长", "時長");
        Recurrence(t => t.Recurrence).AlsoCalled("repeat", "repeats", "rrule", "重复", "重複");
        Choice(t => t.Priority, ("urgent", "red"), ("high", "orange"), ("normal", "slate"), ("low", "teal")).AlsoCalled("importance", "优先级", "優先順序", "重要性");
        Choice(t => t.Reminder, ReminderLead.All).NoBoard().AlsoCalled("remind", "提醒");
        Reference(t => t.Owner, MemberType.TypeName, (Member m) => m.Name).AlsoCalled("assignee", "assigned to", "负责人", "負責人");
        Link(t => t.About);
        LongText(t => t.Description).AlsoCalled("notes", "备注");
        List("title", "dueOn", "priority", "about", "owner", "doneAt");
        Board("priority", null, null, "dueOn", "about", "owner");
        Sort("dueOn");
        View("open", "doneAt empty");
        View("mine", "owner eq 'me' and doneAt empty");
        View("overdue", "doneAt empty and dueOn within 'last-3650-days'");
        Section("about", "dueOn", "dueAt", "durationMinutes", "priority", "recurrence", "reminder", "about", "owner", "doneAt", "description");
        Looks("task", menu: 60);
        TimelineEntry();
    }
}

/// <summary>A task has somebody who does it.</summary>
internal sealed class TasksBelongToWhoeverMadeThem : RecordRule<TaskItem>
{
    public override void BeforeSave(TaskItem task, RecordWriteContext write)
    {
        if (write.IsNew && !write.Touches("owner"))
            task.OwnerId = write.Actor.MemberId;
    }
}
