using Crm.Core.Identity;
using Crm.Core.Records;

namespace Crm.Core.Activities;

/// <summary>Something that a member has to do, perhaps about a record.</summary>
public sealed class TaskItem : Record
{
    public string Title { get; set; } = "";

    /// <summary>The record that it is about, as <c>type/id</c>.</summary>
    public string? About { get; set; }

    public DateOnly? DueOn { get; set; }

    public DateTime? DoneAt { get; set; }

    public string? Description { get; set; }

    public Member? Owner { get; set; }
}

public sealed class TaskType : RecordType<TaskItem>
{
    public const string TypeName = "tasks";

    public TaskType() : base(TypeName)
    {
        Text(t => t.Title).Title().AlsoCalled("task", "subject", "任务", "待办", "任務");
        Date(t => t.DueOn).Indexed().AlsoCalled("due", "due date", "deadline", "截止日期", "到期日");
        DateTime(t => t.DoneAt).AlsoCalled("done", "completed", "完成时间");
        Reference(t => t.Owner, MemberType.TypeName, (Member m) => m.Name).AlsoCalled("assignee", "assigned to", "负责人", "負責人");
        Link(t => t.About);
        LongText(t => t.Description).AlsoCalled("notes", "备注");
        List("title", "dueOn", "about", "owner", "doneAt");
        Sort("dueOn");
        View("open", "doneAt empty");
        View("mine", "owner eq 'me' and doneAt empty");
        View("overdue", "doneAt empty and dueOn within 'last-3650-days'");
        Section("about", "dueOn", "about", "owner", "doneAt", "description");
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
