using System.Linq.Expressions;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Schema;
using Crm.Core.Shared.Recurrence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Next;

/// <summary>
/// What is planned about records, as far as the actor may see it: open tasks, calls that were written down before their moment and
/// have no result yet, and meetings to come, of a series its next time.
/// </summary>
public sealed class PlannedActivities(ICrmDbFactory dbs, RecordReader reader, SchemaSource schemas, CurrentActor actors, TimeProvider clock)
{
    /// <summary>A call that is still to be made, late or not.</summary>
    internal static readonly Expression<Func<Call, bool>> IsPlanned = c => c.Result == null && c.At > c.CreatedAt;

    /// <summary>The first few about one record, the most urgent first; what has no day comes last.</summary>
    public async Task<IReadOnlyList<NextActivity>> AboutAsync(RecordLink record, int most, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var all = await AboutAsync(db, record.Type, [record.ToString()], ct, most);
        return [.. InOrder(all.Select(a => a.Next)).Take(most)];
    }

    /// <summary>All about records of one type, each with the record that it is about; one question for each type of activity.</summary>
    /// <param name="abouts">Links to the records; null asks about all of the type.</param>
    /// <param name="most">Of tasks and of calls, the most urgent; null brings all of them.</param>
    internal async Task<IReadOnlyList<(string About, NextActivity Next)>> AboutAsync(
        ICrmDb db, string recordType, IReadOnlyCollection<string>? abouts, CancellationToken ct, int? most = null)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        var zone = actor.Zone ?? schema.Tenant.Zone;
        var now = clock.GetUtcNow().UtcDateTime;
        var prefix = recordType + "/";
        List<(string, NextActivity)> found = [];
        NextActivity At(TenantType type, Guid id, string title, DateTime moment, Guid? owner)
        {
            var local = WallClock.Of(moment, zone);
            return new(new RecordLink(type.Name, id), title, DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local))
            {
                Moment = DateTime.SpecifyKind(moment, DateTimeKind.Utc),
                MayEdit = actor.Permits(type.Type, RecordAction.Edit, owner),
            };
        }

        if (Seen(TaskType.TypeName) is { } tasks)
        {
            var open = (await TasksAsync(db, ct)).Where(t => t.About != null);
            open = abouts is null ? open.Where(t => t.About!.StartsWith(prefix)) : open.Where(t => abouts.Contains(t.About!));
            // Databases disagree on where an empty day sorts.
            if (most is { } few)
                open = open.OrderBy(t => t.DueOn == null).ThenBy(t => t.DueOn).ThenBy(t => t.DueAt == null).ThenBy(t => t.DueAt).ThenBy(t => t.Id).Take(few);
            var rows = await open.Select(t => new { t.Id, t.About, t.Title, t.DueOn, t.DueAt, t.OwnerId }).ToListAsync(ct);
            found.AddRange(rows.Select(t => (t.About!, t.DueAt is { } at ? At(tasks, t.Id, t.Title, at, t.OwnerId)
                : new(new RecordLink(tasks.Name, t.Id), t.Title, t.DueOn, null) { MayEdit = actor.Permits(tasks.Type, RecordAction.Edit, t.OwnerId) })));
        }
        if (Seen(CallType.TypeName) is { } calls)
        {
            var planned = (await CallsAsync(db, ct)).Where(c => c.About != null);
            planned = abouts is null ? planned.Where(c => c.About!.StartsWith(prefix)) : planned.Where(c => abouts.Contains(c.About!));
            if (most is { } few)
                planned = planned.OrderBy(c => c.At).ThenBy(c => c.Id).Take(few);
            var rows = await planned.Select(c => new { c.Id, c.About, c.Subject, c.At, c.OwnerId }).ToListAsync(ct);
            found.AddRange(rows.Select(c => (c.About!, At(calls, c.Id, c.Subject, c.At!.Value, c.OwnerId))));
        }
        if (Seen(MeetingType.TypeName) is { } meetings)
        {
            var coming = (await MeetingsAsync(db, ct)).Where(m => m.About != null);
            coming = abouts is null ? coming.Where(m => m.About!.StartsWith(prefix)) : coming.Where(m => abouts.Contains(m.About!));
            var rows = await coming.Select(m => new { m.Id, m.About, m.Subject, m.StartsAt, m.EndsAt, m.Recurrence, m.RecurrenceZone, m.LeftOut, m.OwnerId }).ToListAsync(ct);
            foreach (var m in rows)
                if (NextTime(m.StartsAt!.Value, Meeting.Series(m.StartsAt, m.EndsAt, m.Recurrence, m.RecurrenceZone, m.LeftOut), now) is { } starts)
                    found.Add((m.About!, At(meetings, m.Id, m.Subject, starts, m.OwnerId)));
        }
        return found;

        TenantType? Seen(string type) => schema.Find(type) is { } known && actor.May(known.Type, RecordAction.View) ? known : null;
    }

    internal async Task<IQueryable<TaskItem>> TasksAsync(ICrmDb db, CancellationToken ct) =>
        (await reader.QueryAsync<TaskItem>(db, null, ct)).Value.Where(t => t.DoneAt == null);

    internal async Task<IQueryable<Call>> CallsAsync(ICrmDb db, CancellationToken ct) =>
        (await reader.QueryAsync<Call>(db, null, ct)).Value.Where(IsPlanned);

    internal async Task<IQueryable<Meeting>> MeetingsAsync(ICrmDb db, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return (await reader.QueryAsync<Meeting>(db, null, ct)).Value
            .Where(m => m.StartsAt > now || (m.Recurrence != null && (m.RepeatsUntil == null || m.RepeatsUntil > now)));
    }

    internal static IEnumerable<NextActivity> InOrder(IEnumerable<NextActivity> all) =>
        all.OrderBy(n => n.On ?? DateOnly.MaxValue).ThenBy(n => n.At ?? TimeOnly.MaxValue).ThenBy(n => n.Entry.Id);

    private static DateTime? NextTime(DateTime starts, Series? series, DateTime now) =>
        series is null ? starts > now ? starts : null : series.NextAfter(now)?.StartsAt;
}
