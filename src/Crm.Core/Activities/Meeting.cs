using System.Globalization;
using Crm.Core.Activities.Reminders;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Activities;

/// <summary>People who meet, somewhere or on a screen.</summary>
public sealed class Meeting : Record, IRemindable
{
    public string Subject { get; set; } = "";

    /// <summary>The record that it is about, as <c>type/id</c>.</summary>
    public string? About { get; set; }

    public DateTime? StartsAt { get; set; }

    public DateTime? EndsAt { get; set; }

    public string? Place { get; set; }

    /// <summary>Members who take part, a <see cref="ValueSet"/> of ids as stored.</summary>
    public string? Colleagues { get; set; }

    /// <summary>Contacts who take part, a <see cref="ValueSet"/> of ids as stored.</summary>
    public string? Contacts { get; set; }

    /// <summary>Who else comes, as written by whoever invites.</summary>
    public string? Attendees { get; set; }

    /// <summary>The RRULE of a series; <see cref="StartsAt"/> is then its first time.</summary>
    public string? Recurrence { get; set; }

    /// <summary>The zone whose wall clock a series follows.</summary>
    public string? RecurrenceZone { get; set; }

    /// <summary>Days taken out of a series, as <c>yyyyMMdd</c> with commas between.</summary>
    public string? LeftOut { get; set; }

    /// <summary>When the last time of a series ends; null for one without an end, and for a meeting that happens once.</summary>
    public DateTime? RepeatsUntil { get; set; }

    public string? Reminder { get; set; }

    public string? Description { get; set; }

    public Member? Owner { get; set; }

    bool IRemindable.MattersAfterwards => false;

    /// <summary>The times of a meeting that repeats; null for one that happens once.</summary>
    public Series? Series() => Series(StartsAt, EndsAt, Recurrence, RecurrenceZone, LeftOut);

    /// <summary>The same of a meeting that was read field by field.</summary>
    public static Series? Series(DateTime? startsAt, DateTime? endsAt, string? recurrence, string? zone, string? leftOut) =>
        recurrence is not null && startsAt is { } starts && RecurrenceRule.TryParse(recurrence, out var rule)
            ? new Series(rule, starts, Length(starts, endsAt), TimeZoneInfo.TryFindSystemTimeZoneById(zone ?? "", out var known) ? known : TimeZoneInfo.Utc, Days(leftOut))
            : null;

    Occurrence? IRemindable.NextTime(DateTime after) => Series() is { } series ? series.NextAfter(after)
        : StartsAt is { } at && at > after ? new Occurrence(DateOnly.FromDateTime(at), at, at + Length(at, EndsAt))
        : null;

    /// <summary>A meeting without an end takes an hour.</summary>
    public static TimeSpan Length(DateTime starts, DateTime? ends) => ends is { } end && end > starts ? end - starts : TimeSpan.FromHours(1);

    private static HashSet<DateOnly> Days(string? list) => [.. (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(d => DateOnly.TryParseExact(d, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null).OfType<DateOnly>()];
}

public sealed class MeetingType : RecordType<Meeting>
{
    public const string TypeName = "meetings";

    public MeetingType() : base(TypeName)
    {
        Text(m => m.Subject).Title().AlsoCalled("meeting", "title", "event", "appointment", "会议", "主题", "會議", "主題", "拜访");
        DateTime(m => m.StartsAt).Indexed().AlsoCalled("start", "starts", "begin", "start time", "date", "开始时间", "開始時間", "会议时间");
        DateTime(m => m.EndsAt).AlsoCalled("end", "ends", "finish", "end time", "结束时间", "結束時間");
        Text(m => m.Place).AlsoCalled("location", "room", "where", "地点", "地點", "会议室");
        References(m => m.Colleagues, MemberType.TypeName).AlsoCalled("colleagues", "members", "internal attendees", "同事", "内部参会人", "內部與會者");
        References(m => m.Contacts, "contacts").AlsoCalled("contacts", "external attendees", "联系人", "客户参会人", "聯絡人");
        Text(m => m.Attendees).Max(1000).AlsoCalled("participants", "guests", "invitees", "参会人", "與會者", "参与人");
        Recurrence(m => m.Recurrence).AlsoCalled("repeat", "repeats", "rrule", "重复", "重複");
        Text(m => m.RecurrenceZone).Max(60).Hidden();
        Text(m => m.LeftOut).Max(3600).Hidden();
        DateTime(m => m.RepeatsUntil).ReadOnly().Hidden();
        Choice(m => m.Reminder, ReminderLead.All).NoBoard().AlsoCalled("remind", "提醒");
        Reference(m => m.Owner, MemberType.TypeName, (Member m) => m.Name).AlsoCalled("host", "organizer", "负责人", "負責人", "组织者");
        Link(m => m.About);
        LongText(m => m.Description).AlsoCalled("notes", "agenda", "minutes", "备注", "備註", "议程");
        List("subject", "about", "startsAt", "endsAt", "place", "owner");
        Sort("-startsAt");
        View("mine", "owner eq 'me'");
        View("coming", "startsAt within 'next-90-days'", "startsAt");
        Section("about", "about", "startsAt", "endsAt", "recurrence", "reminder", "place", "colleagues", "contacts", "attendees", "owner", "description");
        Looks("meeting", menu: 70);
        TimelineEntry(at: "startsAt");
    }
}

/// <summary>A meeting has a host and a time: whoever writes it down, and now, unless they say otherwise.</summary>
internal sealed class MeetingsHaveAHostAndATime : RecordRule<Meeting>
{
    public override void BeforeSave(Meeting meeting, RecordWriteContext write)
    {
        if (write.IsNew && !write.Touches("owner"))
            meeting.OwnerId = write.Actor.MemberId;
        if (write.IsNew && !write.Touches("startsAt"))
            meeting.StartsAt = write.Now;
        if (write.IsNew && !write.Touches(ReminderLead.FieldName) && meeting.StartsAt > write.Now)
            meeting.Reminder = ReminderHabits.For(meeting, write);
        if (write.Changes("recurrence") && !write.Touches("recurrenceZone"))
            (meeting.RecurrenceZone, meeting.LeftOut) = (meeting.Recurrence is null ? null : write.Zone.Id, null);
        if (meeting.EndsAt < meeting.StartsAt && (write.Touches("startsAt") || write.Touches("endsAt")))
            write.Refuse("ends-before-it-begins", "endsAt");
        meeting.RepeatsUntil = meeting.Series()?.End;
    }
}
