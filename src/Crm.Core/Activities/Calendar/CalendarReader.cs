using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Activities.Calendar;

/// <summary>
/// Tasks, calls and meetings of some days, as far as the reader may see them, with the times of meetings and tasks that repeat. A bounded number:
/// a calendar shows hundreds, not thousands.
/// </summary>
public sealed class CalendarReader(RecordReader reader, SchemaSource schemas, TimeProvider clock)
{
    /// <summary>Of each type.</summary>
    public const int Most = 600;

    private const int ShortestTask = 30;

    /// <param name="owners">Whose; empty means everybody's.</param>
    /// <param name="zone">The zone of the days.</param>
    public async Task<CalendarSpan> RunAsync(DateOnly from, DateOnly until, IReadOnlyCollection<Guid> owners, TimeZoneInfo zone, CancellationToken ct)
    {
        var schema = await schemas.GetAsync(ct);
        var (begin, end) = (StartOfDay.InUtc(from, zone), StartOfDay.InUtc(until, zone));
        var whose = owners.Count == 0 ? null : new FilterTerm("owner", FilterOperator.In, [.. owners.Select(o => o.ToString())]);
        var task = Columns("title", "dueOn", "dueAt", "durationMinutes", "doneAt", "recurrence");
        var tasks = await ReadAsync(schema, TaskType.TypeName, "dueOn", task, ct, whose,
            new FilterTerm("dueOn", FilterOperator.AtLeast, Day(from.AddDays(-1))), new FilterTerm("dueOn", FilterOperator.Less, Day(until.AddDays(1))));
        var recurring = await ReadAsync(schema, TaskType.TypeName, "dueOn", task, ct, whose, new FilterTerm("doneAt", FilterOperator.Empty),
            new FilterTerm("recurrence", FilterOperator.NotEmpty), new FilterTerm("dueOn", FilterOperator.Less, Day(until)));
        var calls = await ReadAsync(schema, CallType.TypeName, "at", Columns("subject", "at", "durationMinutes"), ct, whose,
            new FilterTerm("at", FilterOperator.AtLeast, Moment(begin)), new FilterTerm("at", FilterOperator.Less, Moment(end)));
        string[] meeting = Columns("subject", "startsAt", "endsAt", "recurrence", "recurrenceZone", "leftOut");
        var meetings = await ReadAsync(schema, MeetingType.TypeName, "startsAt", meeting, ct, whose,
            new FilterTerm("recurrence", FilterOperator.Empty), new FilterTerm("startsAt", FilterOperator.Less, Moment(end)),
            new FilterGroup(true, [new FilterTerm("startsAt", FilterOperator.AtLeast, Moment(begin)), new FilterTerm("endsAt", FilterOperator.More, Moment(begin))]));
        var series = await ReadAsync(schema, MeetingType.TypeName, "startsAt", meeting, ct, whose,
            new FilterTerm("recurrence", FilterOperator.NotEmpty), new FilterTerm("startsAt", FilterOperator.Less, Moment(end)),
            new FilterGroup(true, [new FilterTerm("repeatsUntil", FilterOperator.Empty), new FilterTerm("repeatsUntil", FilterOperator.More, Moment(begin))]));

        var entries = tasks.Rows.Select(Task).Concat(recurring.Rows.SelectMany(r => Coming(r, from, until, zone))).Concat(calls.Rows.Select(Call)).Concat(meetings.Rows.Select(Meeting))
            .Concat(series.Rows.SelectMany(r => Times(r, begin, end)))
            .Where(e => e.AllDay is { } day ? day >= from && day < until : e.StartsAt < end && (e.EndsAt > begin || e.StartsAt >= begin))
            .OrderBy(e => e.StartsAt).ThenBy(e => e.Title, StringComparer.CurrentCulture);
        return new CalendarSpan([.. entries], tasks.HasMore || recurring.HasMore || calls.HasMore || meetings.HasMore || series.HasMore);
    }

    private static string[] Columns(params string[] own) => ["owner", "about", .. own];

    private async Task<(List<RecordRow> Rows, bool HasMore)> ReadAsync(
        TenantSchema schema, string type, string sort, string[] columns, CancellationToken ct, params FilterNode?[] filters)
    {
        var rows = new List<RecordRow>();
        // Fields may be out of this reader's sight one day; the type may be today.
        if (schema.Find(type) is null)
            return (rows, false);
        RecordCursor? after = null;
        while (rows.Count < Most)
        {
            var page = await reader.PageAsync(new RecordQuery(type)
            {
                Filter = FilterNode.All(filters),
                Sort = sort,
                Columns = columns,
                Take = RecordQuery.MaxPageSize,
                After = after,
            }, ct);
            if (!page.Succeeded)
                return (rows, false);
            rows.AddRange(page.Value.Rows);
            if (!page.Value.HasMore)
                return (rows, false);
            after = page.Value.End;
        }
        return (rows, true);
    }

    private static CalendarEntry Task(RecordRow row) => TaskOn(row, (DateOnly)row.Values[3]!, row.Values[4] is DateTime at ? Utc(at) : null);

    private static CalendarEntry TaskOn(RecordRow row, DateOnly day, DateTime? at) =>
        at is { } starts
            ? Entry(TaskType.TypeName, row, starts, starts.AddMinutes(Math.Max(Minutes(row.Values[5]) ?? 0, ShortestTask)), row.Values[6] is not null, row.Values[7] is not null)
            : Entry(TaskType.TypeName, row, default, default, row.Values[6] is not null, row.Values[7] is not null) with
            {
                AllDay = day,
                StartsAt = day.ToDateTime(TimeOnly.MinValue),
                EndsAt = day.ToDateTime(TimeOnly.MinValue),
            };

    /// <summary>The times that a recurring task is going to have: whoever is late by some has one to do, not all of them.</summary>
    private IEnumerable<CalendarEntry> Coming(RecordRow row, DateOnly from, DateOnly until, TimeZoneInfo zone)
    {
        if (row.Values[3] is not DateOnly due || row.Values[7] is not string text || !RecurrenceRule.TryParse(text, out var rule))
            return [];
        var today = WallClock.DayOf(clock.GetUtcNow().UtcDateTime, zone);
        var time = row.Values[4] is DateTime at ? TimeOnly.FromDateTime(WallClock.Of(at, zone)) : (TimeOnly?)null;
        return RecurrenceDays.From(rule, due).Skip(1).TakeWhile(day => day < until).Where(day => day >= from && day >= today)
            .Select(day => TaskOn(row, day, time is { } clockTime ? WallClock.ToUtc(day.ToDateTime(clockTime), zone) : null) with { Follows = day, MayEdit = false });
    }

    private static CalendarEntry Call(RecordRow row) =>
        Entry(CallType.TypeName, row, Utc(row.Values[3]), Utc(row.Values[3]).AddMinutes(Math.Max(Minutes(row.Values[4]) ?? 0, ShortestTask)), false, false);

    private static CalendarEntry Meeting(RecordRow row)
    {
        var starts = Utc(row.Values[3]);
        return Entry(MeetingType.TypeName, row, starts, starts + Activities.Meeting.Length(starts, row.Values[4] is null ? null : Utc(row.Values[4])), false, false);
    }

    private static IEnumerable<CalendarEntry> Times(RecordRow row, DateTime begin, DateTime end) =>
        Activities.Meeting.Series(Utc(row.Values[3]), row.Values[4] is null ? null : Utc(row.Values[4]), row.Values[5] as string, row.Values[6] as string, row.Values[7] as string) is { } series
            ? series.Between(begin, end).Select(o => Entry(MeetingType.TypeName, row, o.StartsAt, o.EndsAt, false, true) with { Series = o.Day })
            : [Meeting(row)];

    private static CalendarEntry Entry(string type, RecordRow row, DateTime starts, DateTime ends, bool isDone, bool repeats) => new(
        new RecordLink(type, row.Id), row.Version, row.Values[2]?.ToString() ?? "", starts, ends, null,
        row.Values[0] as RecordRef?, row.Values[1] as RecordLink?, isDone, null, repeats)
    { MayEdit = row.May.Edit };

    private static DateTime Utc(object? moment) => DateTime.SpecifyKind((DateTime)moment!, DateTimeKind.Utc);

    private static int? Minutes(object? value) => value is decimal minutes ? (int)Math.Clamp(minutes, 0, 60 * 24 * 31) : null;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
