using Crm.Core.Activities.Next;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Days;

/// <summary>
/// The acting member's own tasks, planned calls and meetings in the order of time, by the page. A call is planned when it was
/// written down before its moment and has no result yet; meetings are only asked for by days with a beginning: what is over is
/// not overdue.
/// </summary>
public sealed class DayAgenda(ICrmDbFactory dbs, RecordReader reader, SchemaSource schemas, CurrentActor actors, TimeProvider clock)
{
    private const int MostPerPage = 100;
    private const int CountLimit = 1000;
    private const int MostSeries = 200;
    private static readonly FilterTerm Mine = new("owner", FilterOperator.Equal, "me");

    /// <summary>Today, where the member is.</summary>
    public async Task<DateOnly> TodayAsync(CancellationToken ct) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, await ZoneAsync(ct)));

    /// <param name="toDoOnly">Leaves out meetings, which nobody ticks off.</param>
    public async Task<IReadOnlyList<DayItem>> PageAsync(DaySpan span, DayMark? after, int take, bool toDoOnly, CancellationToken ct)
    {
        if ((await actors.GetAsync(ct)).MemberId is null)
            return [];
        take = Math.Clamp(take, 1, MostPerPage);
        var zone = await ZoneAsync(ct);
        await using var db = dbs.Open();
        List<DayItem> items =
        [
            .. await TasksAsync(await TasksAsync(db, span, ct), after, take, zone, ct),
            .. await TimedAsync((await CallsAsync(db, span, zone, ct)).Select(c => new Timed { Id = c.Id, Subject = c.Subject, About = c.About, At = c.At!.Value }), CallType.TypeName, after, take, zone, ct),
        ];
        if (!toDoOnly && span.From is not null)
        {
            items.AddRange(await TimedAsync((await MeetingsAsync(db, span, zone, ct)).Select(m => new Timed { Id = m.Id, Subject = m.Subject, About = m.About, At = m.StartsAt!.Value }), MeetingType.TypeName, after, take, zone, ct));
            items.AddRange(await SeriesAsync(db, span, after, zone, ct));
        }
        return [.. items.OrderBy(i => i.Moment).ThenBy(i => DayItem.Rank(i.Type)).Take(take)];
    }

    /// <summary>How many tasks and planned calls there are, counted up to a thousand of each.</summary>
    public async Task<int> CountToDoAsync(DaySpan span, CancellationToken ct)
    {
        if ((await actors.GetAsync(ct)).MemberId is null)
            return 0;
        var zone = await ZoneAsync(ct);
        await using var db = dbs.Open();
        return await (await TasksAsync(db, span, ct)).Take(CountLimit).CountAsync(ct) + await (await CallsAsync(db, span, zone, ct)).Take(CountLimit).CountAsync(ct);
    }

    private async Task<IQueryable<TaskItem>> TasksAsync(ICrmDb db, DaySpan span, CancellationToken ct)
    {
        var (from, until) = (span.From, span.Until);
        var tasks = (await reader.QueryAsync<TaskItem>(db, Mine, ct)).Value.Where(t => t.DoneAt == null && t.DueOn <= until);
        return from is null ? tasks : tasks.Where(t => t.DueOn >= from);
    }

    private async Task<IQueryable<Call>> CallsAsync(ICrmDb db, DaySpan span, TimeZoneInfo zone, CancellationToken ct)
    {
        var (from, until) = Moments(span, zone);
        return (await reader.QueryAsync<Call>(db, Mine, ct)).Value.Where(PlannedActivities.IsPlanned).Where(c => c.At >= from && c.At < until);
    }

    private async Task<IQueryable<Meeting>> MeetingsAsync(ICrmDb db, DaySpan span, TimeZoneInfo zone, CancellationToken ct)
    {
        var (from, until) = Moments(span, zone);
        return (await reader.QueryAsync<Meeting>(db, Mine, ct)).Value.Where(m => m.Recurrence == null && m.StartsAt >= from && m.StartsAt < until);
    }

    /// <summary>The times of meetings that repeat; the same meeting may stand on several days.</summary>
    private async Task<IEnumerable<DayItem>> SeriesAsync(ICrmDb db, DaySpan span, DayMark? after, TimeZoneInfo zone, CancellationToken ct)
    {
        var (from, until) = Moments(span, zone);
        var series = await (await reader.QueryAsync<Meeting>(db, Mine, ct)).Value.AsNoTracking().Where(m => m.Recurrence != null && m.StartsAt < until && (m.RepeatsUntil == null || m.RepeatsUntil > from))
            .OrderByDescending(m => m.StartsAt).Take(MostSeries).ToListAsync(ct);
        return series.SelectMany(m => (m.Series()?.Between(from, until) ?? []).Where(o => o.StartsAt >= from)
                .Select(o => new DayItem(MeetingType.TypeName, m.Id, m.Subject, Link(m.About), o.StartsAt, DayOf(o.StartsAt, zone))))
            .Where(i => after is not { } mark || i.Mark.IsBehind(mark));
    }

    private static async Task<IEnumerable<DayItem>> TasksAsync(IQueryable<TaskItem> tasks, DayMark? after, int take, TimeZoneInfo zone, CancellationToken ct)
    {
        if (after is { } mark)
        {
            var (day, id) = (DayOf(mark.Moment, zone), mark.Id);
            tasks = mark.Rank == 0 ? tasks.Where(t => t.DueOn > day || (t.DueOn == day && t.Id.CompareTo(id) > 0)) : tasks.Where(t => t.DueOn > day);
        }
        var rows = await tasks.OrderBy(t => t.DueOn).ThenBy(t => t.Id).Take(take).Select(t => new { t.Id, t.Title, t.About, t.DueOn }).ToListAsync(ct);
        return rows.Select(t => new DayItem(TaskType.TypeName, t.Id, t.Title, Link(t.About), StartOfDay.InUtc(t.DueOn!.Value, zone), t.DueOn.Value));
    }

    private static async Task<IEnumerable<DayItem>> TimedAsync(IQueryable<Timed> entries, string type, DayMark? after, int take, TimeZoneInfo zone, CancellationToken ct)
    {
        if (after is { } mark)
        {
            var (moment, id, rank) = (mark.Moment, mark.Id, DayItem.Rank(type));
            entries = mark.Rank < rank ? entries.Where(e => e.At >= moment)
                : mark.Rank > rank ? entries.Where(e => e.At > moment)
                : entries.Where(e => e.At > moment || (e.At == moment && e.Id.CompareTo(id) > 0));
        }
        var rows = await entries.OrderBy(e => e.At).ThenBy(e => e.Id).Take(take).ToListAsync(ct);
        return rows.Select(e => new DayItem(type, e.Id, e.Subject, Link(e.About), DateTime.SpecifyKind(e.At, DateTimeKind.Utc), DayOf(e.At, zone)));
    }

    private static (DateTime From, DateTime Until) Moments(DaySpan span, TimeZoneInfo zone) =>
        (StartOfDay.InUtc(span.From ?? new DateOnly(1900, 1, 1), zone), StartOfDay.InUtc(span.Until.AddDays(1), zone));

    private static DateOnly DayOf(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone));

    private static RecordLink? Link(string? text) => text is not null && RecordLink.TryParse(text, out var link) ? link : null;

    private async Task<TimeZoneInfo> ZoneAsync(CancellationToken ct) => (await actors.GetAsync(ct)).Zone ?? (await schemas.GetAsync(ct)).Tenant.Zone;

    // Set by its members, so that the database can order by them.
    private sealed class Timed
    {
        public Guid Id { get; init; }

        public string Subject { get; init; } = "";

        public string? About { get; init; }

        public DateTime At { get; init; }
    }
}
