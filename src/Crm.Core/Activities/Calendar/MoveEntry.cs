using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Activities.Calendar;

/// <summary>Which times of a series a change means.</summary>
public enum SeriesPart { This, Following, All }

/// <summary>A new time: a day, moments in UTC, or another day at the time of day that it has.</summary>
public sealed record NewTime(DateOnly? AllDay, DateTime StartsAt, DateTime EndsAt)
{
    /// <summary>Moves to another day and keeps the time of day, where there is one.</summary>
    public static NewTime On(DateOnly day) => new(day, default, default) { KeepsTime = true };

    public bool KeepsTime { get; private init; }
}

/// <summary>
/// Gives a task, call or meeting another time: by a drag in the calendar, by putting it off, by a drop on a board. One time of a series becomes a meeting of its own and is taken out of the series;
/// "this and following" ends the series the day before and begins another. All of it is one act with one undo.
/// </summary>
public sealed class MoveEntry(RecordReader reader, RecordStore store, SchemaSource schemas, CurrentActor actors)
{
    /// <summary>What happens once is moved; nothing is asked of series, of which each time is moved by name.</summary>
    public Task<Outcome<Guid?>> RunAsync(RecordLink record, NewTime to, CancellationToken ct) => RunAsync(record, null, SeriesPart.All, to, ct);

    /// <returns>The change set that undoes it.</returns>
    public async Task<Outcome<Guid?>> RunAsync(RecordLink record, DateOnly? occurrence, SeriesPart part, NewTime to, CancellationToken ct)
    {
        if (to is { AllDay: not null, KeepsTime: false } && record.Type != TaskType.TypeName)
            return new Refusal("needs-a-time");
        if (occurrence is not { } day)
            return record.Type == TaskType.TypeName || !to.KeepsTime ? await WriteAsync(record.Type, [RecordWrite.Update(record.Id, Times(record.Type, to))], ct)
                : await ReadAsync(record, ct) is not { } once ? new Refusal("record-unknown")
                : await WriteAsync(record.Type, [RecordWrite.Update(record.Id, Times(record.Type, At(to, once.StartsAt, once.Length, await ZoneAsync(ct))))], ct);
        if (await ReadAsync(record, ct) is not { } row || row.Series is not { } series || series.On(day) is not { } time)
            return new Refusal("record-unknown");
        to = At(to, time.StartsAt, time.EndsAt - time.StartsAt, await ZoneAsync(ct));
        return part switch
        {
            SeriesPart.This => await WriteAsync(record.Type, [LeaveOut(record.Id, row, day), One(row, to, null)], ct),
            SeriesPart.Following when series.Before(day) > 0 => await WriteAsync(record.Type, [EndBefore(record.Id, row, day), One(row, to, Rest(series, day, to))], ct),
            _ => await WriteAsync(record.Type, [Shift(record.Id, series, time, to)], ct),
        };
    }

    /// <summary>Takes a time out of a series, or it and all that follow.</summary>
    /// <returns>The change set that undoes it.</returns>
    public async Task<Outcome<Guid?>> RemoveAsync(RecordLink record, DateOnly day, SeriesPart part, CancellationToken ct)
    {
        if (await ReadAsync(record, ct) is not { } row || row.Series is not { } series)
            return new Refusal("record-unknown");
        return await WriteAsync(record.Type, [part switch
        {
            SeriesPart.This => LeaveOut(record.Id, row, day),
            SeriesPart.Following when series.Before(day) > 0 => EndBefore(record.Id, row, day),
            _ => RecordWrite.Delete(record.Id),
        }], ct);
    }

    private sealed record SeriesRow(TenantType Type, RecordRow Row)
    {
        public object? this[string field] => Row.Values[Type.Fields.Index().First(f => f.Item.Name == field).Index];

        public DateTime? StartsAt => this[Type.Name == CallType.TypeName ? "at" : "startsAt"] is DateTime at ? DateTime.SpecifyKind(at, DateTimeKind.Utc) : null;

        /// <summary>Zero for a call of which nobody said how long it takes.</summary>
        public TimeSpan Length => Type.Name == CallType.TypeName ? TimeSpan.FromMinutes(this["durationMinutes"] is decimal minutes ? (double)minutes : 0)
            : Meeting.Length(StartsAt ?? default, this["endsAt"] as DateTime?);

        public Series? Series => Meeting.Series(this["startsAt"] as DateTime?, this["endsAt"] as DateTime?, this["recurrence"] as string, this["recurrenceZone"] as string, this["leftOut"] as string);
    }

    private async Task<SeriesRow?> ReadAsync(RecordLink record, CancellationToken ct) =>
        (await schemas.GetAsync(ct)).Find(record.Type) is { } type && await reader.FindAsync(record.Type, record.Id, ct) is { } row ? new SeriesRow(type, row) : null;

    private async Task<Outcome<Guid?>> WriteAsync(string type, IReadOnlyList<RecordWrite> writes, CancellationToken ct) =>
        (await store.WriteAsync(new WriteBatch(type, writes), ct)).AsOneAct();

    private async Task<TimeZoneInfo> ZoneAsync(CancellationToken ct) => (await actors.GetAsync(ct)).Zone ?? (await schemas.GetAsync(ct)).Tenant.Zone;

    /// <summary>The moments of a time that keeps its time of day; what had none is at nine.</summary>
    private static NewTime At(NewTime to, DateTime? from, TimeSpan length, TimeZoneInfo zone)
    {
        if (!to.KeepsTime)
            return to;
        var time = from is { } moment ? TimeOnly.FromDateTime(WallClock.Of(moment, zone)) : new TimeOnly(9, 0);
        var starts = WallClock.ToUtc(to.AllDay!.Value.ToDateTime(time), zone);
        return new NewTime(null, starts, starts + length);
    }

    private static Dictionary<string, object?> Times(string type, NewTime to) => type switch
    {
        TaskType.TypeName when to is { KeepsTime: true, AllDay: { } day } => new() { ["dueOn"] = day },
        TaskType.TypeName when to.AllDay is { } day => new() { ["dueOn"] = day, ["dueAt"] = null },
        TaskType.TypeName => new() { ["dueAt"] = to.StartsAt, ["durationMinutes"] = Minutes(to) },
        CallType.TypeName when to.EndsAt <= to.StartsAt => new() { ["at"] = to.StartsAt },
        CallType.TypeName => new() { ["at"] = to.StartsAt, ["durationMinutes"] = Minutes(to) },
        _ => new() { ["startsAt"] = to.StartsAt, ["endsAt"] = to.EndsAt },
    };

    private static decimal Minutes(NewTime to) => Math.Round((decimal)(to.EndsAt - to.StartsAt).TotalMinutes);

    private static RecordWrite LeaveOut(Guid id, SeriesRow row, DateOnly day) => RecordWrite.Update(id, new Dictionary<string, object?>
    {
        ["leftOut"] = string.Join(',', ((row["leftOut"] as string) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Append(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)).Distinct()),
    }, row.Row.Version);

    private static RecordWrite EndBefore(Guid id, SeriesRow row, DateOnly day) => RecordWrite.Update(id, new Dictionary<string, object?>
    {
        ["recurrence"] = (row.Series!.Rule with { Count = null, Until = day.AddDays(-1) }).ToString(),
        ["recurrenceZone"] = row["recurrenceZone"],
    }, row.Row.Version);

    /// <summary>The rule from a time on; where it names weekdays and the time moves to another day, it goes along.</summary>
    private static string? Rest(Series series, DateOnly day, NewTime to) =>
        series.Rule.After(series.Before(day)) is { } rest ? Moved(rest, day, WallClock.DayOf(to.StartsAt, series.Zone)).ToString() : null;

    private static RecordWrite One(SeriesRow row, NewTime to, string? rule)
    {
        var values = row.Type.Fields.Where(f => f.TakesInput && f.Name is not ("externalId" or "recurrence" or "recurrenceZone" or "leftOut"))
            .ToDictionary(f => f.Name, f => row[f.Name] is RecordRef reference ? reference.Id : row[f.Name]);
        (values["startsAt"], values["endsAt"]) = (to.StartsAt, to.EndsAt);
        if (rule is not null)
            (values["recurrence"], values["recurrenceZone"]) = (rule, row["recurrenceZone"]);
        return RecordWrite.Create(values);
    }

    /// <summary>Moves the whole series by as much, on the wall, as one of its times was moved.</summary>
    private static RecordWrite Shift(Guid id, Series series, Occurrence time, NewTime to)
    {
        var by = WallClock.Of(to.StartsAt, series.Zone) - WallClock.Of(time.StartsAt, series.Zone);
        var starts = WallClock.ToUtc(WallClock.Of(series.StartsAt, series.Zone) + by, series.Zone);
        return RecordWrite.Update(id, new Dictionary<string, object?>
        {
            ["startsAt"] = starts,
            ["endsAt"] = starts + (to.EndsAt - to.StartsAt),
            ["recurrence"] = Moved(series.Rule, time.Day, WallClock.DayOf(to.StartsAt, series.Zone)).ToString(),
            ["recurrenceZone"] = series.Zone.Id,
            ["leftOut"] = series.Without.Count == 0 ? null : string.Join(',', series.Without.Select(d => d.AddDays((int)Math.Round(by.TotalDays)).ToString("yyyyMMdd", CultureInfo.InvariantCulture))),
        });
    }

    private static RecurrenceRule Moved(RecurrenceRule rule, DateOnly from, DateOnly to) => from == to ? rule : rule with
    {
        Days = [.. rule.Days.Select(d => d.Nth == 0 && d.Day == from.DayOfWeek ? d with { Day = to.DayOfWeek } : d).Distinct()],
        MonthDays = [.. rule.MonthDays.Select(d => d == from.Day ? to.Day : d).Distinct()],
    };
}
