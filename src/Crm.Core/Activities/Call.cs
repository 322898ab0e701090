using Crm.Core.Activities.Reminders;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Activities;

/// <summary>A telephone call that was made, taken or missed.</summary>
public sealed class Call : Record, IRemindable
{
    public string Subject { get; set; } = "";

    /// <summary>The record that it is about, as <c>type/id</c>.</summary>
    public string? About { get; set; }

    public string? Direction { get; set; }

    public string? Result { get; set; }

    /// <summary>When it was made, or is to be made.</summary>
    public DateTime? At { get; set; }

    public int? DurationMinutes { get; set; }

    public string? Reminder { get; set; }

    public string? Description { get; set; }

    public Member? Owner { get; set; }

    bool IRemindable.MattersAfterwards => false;

    Occurrence? IRemindable.NextTime(DateTime after) => At is { } at && at > after
        ? new Occurrence(DateOnly.FromDateTime(at), at, at.AddMinutes(DurationMinutes ?? 30))
        : null;
}

public sealed class CallType : RecordType<Call>
{
    public const string TypeName = "calls";

    /// <summary>From us to the customer.</summary>
    public const string Outgoing = "outgoing";

    public CallType() : base(TypeName)
    {
        Text(c => c.Subject).Title().AlsoCalled("call", "title", "topic", "通话", "主题", "通話", "主題");
        DateTime(c => c.At).Indexed().AlsoCalled("time", "date", "call time", "called at", "通话时间", "时间", "通話時間");
        Choice(c => c.Direction, (Outgoing, "teal"), ("incoming", "indigo")).AlsoCalled("call type", "方向", "通话类型", "通話類型");
        Choice(c => c.Result, ("reached", "green"), ("no-answer", "orange"), ("left-message", "slate"), ("busy", "orange"), ("wrong-number", "red"))
            .AlsoCalled("outcome", "call result", "结果", "通话结果", "通話結果");
        Integer(c => c.DurationMinutes).AlsoCalled("duration", "minutes", "length", "时长", "通话时长", "時長");
        Choice(c => c.Reminder, ReminderLead.All).NoBoard().AlsoCalled("remind", "提醒");
        Reference(c => c.Owner, MemberType.TypeName, (Member m) => m.Name).AlsoCalled("caller", "agent", "负责人", "負責人");
        Link(c => c.About);
        LongText(c => c.Description).AlsoCalled("notes", "remark", "备注", "備註");
        List("subject", "about", "direction", "result", "at", "owner");
        Sort("-at");
        View("mine", "owner eq 'me'");
        View("today", "at within 'today'");
        Section("about", "about", "at", "direction", "result", "durationMinutes", "reminder", "owner", "description");
        Looks("call", menu: 80);
        TimelineEntry(at: "at");
    }
}

/// <summary>A call that is written down was made just now by whoever writes it, unless they say otherwise.</summary>
internal sealed class CallsWereMadeByWhoeverWritesThemDown : RecordRule<Call>
{
    public override void BeforeSave(Call call, RecordWriteContext write)
    {
        if (!write.IsNew)
            return;
        if (!write.Touches("owner"))
            call.OwnerId = write.Actor.MemberId;
        if (!write.Touches("at"))
            call.At = write.Now;
        if (!write.Touches("direction") && write.Type["direction"].Choices.Any(c => c.Value == CallType.Outgoing))
            call.Direction = CallType.Outgoing;
        if (!write.Touches(ReminderLead.FieldName) && call.At > write.Now)
            call.Reminder = ReminderHabits.For(call, write);
    }
}
