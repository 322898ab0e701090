using Crm.Core.Identity;
using Crm.Core.Records;

namespace Crm.Core.Activities;

/// <summary>What somebody wrote down about a record.</summary>
public sealed class Note : Record
{
    public string Text { get; set; } = "";

    /// <summary>The record that it is about, as <c>type/id</c>.</summary>
    public string? About { get; set; }

    public Member? Owner { get; set; }
}

public sealed class NoteType : RecordType<Note>
{
    public const string TypeName = "notes";

    public NoteType() : base(TypeName)
    {
        LongText(n => n.Text).Title().AlsoCalled("note", "body", "content", "备注", "内容");
        Link(n => n.About);
        Reference(n => n.Owner, MemberType.TypeName, (Member m) => m.Name).AlsoCalled("author", "作者");
        List("text", "about", "owner", "createdAt");
        Sort("-createdAt");
        Section("about", "text", "about", "owner");
        Looks("note");
        TimelineEntry();
    }
}

/// <summary>A note belongs to its author.</summary>
internal sealed class NotesBelongToTheirAuthor : RecordRule<Note>
{
    public override void BeforeSave(Note note, RecordWriteContext write)
    {
        if (write.IsNew && !write.Touches("owner"))
            note.OwnerId = write.Actor.MemberId;
    }
}
