using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Changes;

namespace Crm.Core.Activities.Reminders;

/// <summary>Whatever is written with a time and a reminder is put on the list of what <see cref="SettleReminders"/> sees to.</summary>
internal sealed class PlanReminders : IWriteWitness
{
    private static readonly string[] Concerning = ["dueAt", "at", "startsAt", "recurrence", "leftOut", "doneAt", ReminderLead.FieldName];

    public void See(ICrmDb db, WrittenRecords written)
    {
        foreach (var one in written.Records.Where(Concerns))
            if (one.Record is IRemindable remindable && Next(remindable, new RecordLink(written.Type.Name, one.Record.Id), written.Now) is { } reminder)
                db.Set<Reminder>().Add(reminder);
    }

    /// <summary>The next reminder that is still to come; one whose time has passed would come too late by definition.</summary>
    public static Reminder? Next(IRemindable record, RecordLink link, DateTime now) =>
        ReminderLead.Of(record.Reminder) is { } lead && record.NextTime(now + lead) is { } next
            ? new Reminder { About = link.ToString(), Moment = next.StartsAt, At = next.StartsAt - lead }
            : null;

    private static bool Concerns(WrittenRecord one) => one.Action switch
    {
        ChangeAction.Created or ChangeAction.Restored => true,
        ChangeAction.Updated => one.Differences.Any(d => Concerning.Contains(d.Field)),
        _ => false,
    };
}
