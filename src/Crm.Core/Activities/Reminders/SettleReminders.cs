using System.Globalization;
using Crm.Core.Activities.Notifications;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Reminders;

/// <summary>
/// Turns the reminders of a tenant that are due into notifications. Each is marked in the transaction that writes its message, and the
/// mark is a concurrency token: however many nodes and restarts, it is told once. What comes late is told with that word as long as
/// it helps; what is over is only marked.
/// </summary>
public sealed class SettleReminders(ICrmDbFactory dbs, RecordReader reader, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    /// <summary>The last of a reminder's arguments when it comes late.</summary>
    public const string Late = "late";

    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(5);

    /// <returns>How many members were told.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<Reminder> due;
        await using (var db = dbs.Open())
            due = await db.Set<Reminder>().AsNoTracking().Where(r => r.SettledAt == null && r.At <= now).OrderBy(r => r.At).Take(MostAtOnce).ToListAsync(ct);
        var told = 0;
        // The same time may have been wished twice: moved away and back.
        foreach (var same in due.GroupBy(r => (r.About, r.Moment, r.At)))
            told += await OneAsync([.. same.Select(r => r.Id)], same.First(), now, ct) ? 1 : 0;
        return told;
    }

    private async Task<bool> OneAsync(Guid[] ids, Reminder reminder, DateTime now, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var rows = await db.Set<Reminder>().Where(r => ids.Contains(r.Id) && r.SettledAt == null).ToListAsync(ct);
        if (rows.Count == 0)
            return false;
        foreach (var row in rows)
            row.SettledAt = now;
        var message = RecordLink.TryParse(reminder.About, out var link) && await FindAsync(db, link, ct) is { } record
            ? Say(db, reminder, link, record, now) : null;
        if (message is not null)
            db.Set<Notification>().Add(message);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node was quicker.
            return false;
        }
        return message is not null;
    }

    private static Notification? Say(ICrmDb db, Reminder reminder, RecordLink link, Record record, DateTime now)
    {
        var remindable = (IRemindable)record;
        if (PlanReminders.Next(remindable, link, now > reminder.At ? now : reminder.At) is { } following && following.Moment != reminder.Moment)
            db.Set<Reminder>().Add(following);
        var holds = remindable.NextTime(reminder.Moment.AddTicks(-1)) is { } time && time.StartsAt == reminder.Moment
            && ReminderLead.Of(remindable.Reminder) == reminder.Moment - reminder.At
            && (remindable.MattersAfterwards || now < time.EndsAt);
        return holds && record.OwnerId is { } owner ? new Notification
        {
            MemberId = owner,
            Kind = NotificationKind.Reminder,
            About = reminder.About,
            Arguments = [link.Type, reminder.Moment.ToString("O", CultureInfo.InvariantCulture), now - reminder.At > Punctual ? Late : ""],
            At = now,
        } : null;
    }

    private async Task<Record?> FindAsync(ICrmDb db, RecordLink link, CancellationToken ct) => link.Type switch
    {
        TaskType.TypeName => await FindAsync<TaskItem>(db, link.Id, ct),
        CallType.TypeName => await FindAsync<Call>(db, link.Id, ct),
        MeetingType.TypeName => await FindAsync<Meeting>(db, link.Id, ct),
        _ => null,
    };

    private async Task<T?> FindAsync<T>(ICrmDb db, Guid id, CancellationToken ct) where T : Record =>
        await reader.QueryAsync<T>(db, null, ct) is { Succeeded: true, Value: var records } ? await records.FirstOrDefaultAsync(r => r.Id == id, ct) : null;
}
