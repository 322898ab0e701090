using Crm.Core.Identity;
using Crm.Core.Records;

namespace Crm.Core.Activities;

/// <summary>People who meet, somewhere or on a screen.</summary>
public sealed class Meeting : Record
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

    public string? Description { get; set; }

    public Member? Owner { get; set; }
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
        Reference(m => m.Owner, MemberType.TypeName, (Member m) => m.Name).AlsoCalled("host", "organizer", "负责人", "負責人", "组织者");
        Link(m => m.About);
        LongText(m => m.Description).AlsoCalled("notes", "agenda", "minutes", "备注", "備註", "议程");
        List("subject", "about", "startsAt", "endsAt", "place", "owner");
        Sort("-startsAt");
        View("mine", "owner eq 'me'");
        View("coming", "startsAt within 'next-90-days'", "startsAt");
        Section("about", "about", "startsAt", "endsAt", "place", "colleagues", "contacts", "attendees", "owner", "description");
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
        if (meeting.EndsAt < meeting.StartsAt && (write.Touches("startsAt") || write.Touches("endsAt")))
            write.Refuse("ends-before-it-begins", "endsAt");
    }
}
