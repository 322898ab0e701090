using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Reminders;

/// <summary>How long before tasks, calls and meetings a member wants to be reminded where an entry says nothing of it.</summary>
public sealed class ReminderHabits(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors)
{
    /// <summary>The types that have a reminder, in the order in which people speak of them.</summary>
    public static readonly IReadOnlyList<string> Types = [TaskType.TypeName, CallType.TypeName, MeetingType.TypeName];

    /// <summary>What holds where somebody chose nothing: a task is due when it is due, for the others one has to get ready.</summary>
    public static string Usual(string type) => type == TaskType.TypeName ? ReminderLead.AtTime : ReminderLead.TenMinutes;

    /// <summary>The acting member's choice; null for the usual one.</summary>
    public async Task<string?> OfAsync(string type, CancellationToken ct) => (await actors.GetAsync(ct)).Habit(type, ReminderLead.FieldName);

    /// <param name="lead">A choice of the field <c>reminder</c>; null for the usual one.</param>
    public async Task<Outcome<bool>> ChooseAsync(string type, string? lead, CancellationToken ct)
    {
        if (!Types.Contains(type) || (lead is not null && (await schemas.GetAsync(ct))[type][ReminderLead.FieldName].Choices.All(c => c.Value != lead)))
            return new Refusal("choice-unknown", ReminderLead.FieldName, lead ?? "");
        var me = (await actors.GetAsync(ct)).MemberId;
        await using var db = dbs.Open();
        if (await db.Set<Member>().FirstOrDefaultAsync(m => m.Id == me, ct) is not { } member)
            return new Refusal("record-unknown");
        member.Keep(type, ReminderLead.FieldName, lead);
        await db.SaveChangesAsync(ct);
        actors.Refresh();
        return true;
    }

    /// <summary>What a new entry begins with: its owner's habit where the owner writes it down, otherwise the usual.</summary>
    internal static string For(Record entry, RecordWriteContext write) =>
        entry.OwnerId == write.Actor.MemberId && write.Actor.Habit(write.Type.Name, ReminderLead.FieldName) is { } own
        && write.Type[ReminderLead.FieldName].Choices.Any(c => c.Value == own) ? own : Usual(write.Type.Name);
}
