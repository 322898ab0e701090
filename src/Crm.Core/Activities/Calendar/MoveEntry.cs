using System.Globalization;
using Crm.Core.Records;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Activities.Calendar;

/// <summary>Which times of a series a change means.</summary>
public enum SeriesPart { This, Following, All }

/// <summary>A new time: a day, or moments in UTC.</summary>
public sealed record NewTime(DateOnly? AllDay, DateTime StartsAt, DateTime EndsAt);

/// <summary>
/// Gives a task, call or meeting another time. One time of a series becomes a meeting of its own and is taken out of the series;
/// "this and following" ends the series the day before and begins another. All of it is one act with one undo.
/// </summary>
public sealed class MoveEntry(RecordReader reader, RecordStore store, SchemaSource schemas)
{
    public async Task<Outcome<WriteSummary>> RunAsync(RecordLink record, DateOnly? occurrence, SeriesPart part, NewTime to, CancellationToken ct)
    {
        if (to.AllDay is not null && record.Type != TaskType.TypeName)
            return new Refusal("needs-a-time");
        if (occurrence is not { } day)
            return await WriteAsync(record.Type, [RecordWrite.Update(record.Id, Times(record.Type, to))], ct);
        if (await ReadAsync(record, ct) is not { } row || row.Series is not { } series || series.On(day) is not { } time)
            return new Refusal("record-unknown");
        return part switch
        {
            SeriesPart.This => await WriteAsync(record.Type, [LeaveOut(record.Id, row, day), One(row, to, null)], ct),
            SeriesPart.Following when series.Before(day) > 0 => await WriteAsync(record.Type, [EndBefore(record.Id, row, day), One(row, to, Rest(series, day, to))], ct),
            _ => await WriteAsync(record.Type, [Shift(record.Id, series, time, to)], ct),
        };
    }

    /// <summary>Takes a time out of a series, or it and all that follow.</summary>
    public async Task<Outcome<WriteSummary>> RemoveAsync(RecordLink record, DateOnly day, SeriesPart part, CancellationToken ct)
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

        public Series? Series => Meeting.Series(this["startsAt"] as DateTime?, this["endsAt"] as DateTime?, this["recurrence"] as string, this["recurrenceZone"] as string, this["leftOut"] as string);
    }

    private async Task<SeriesRow?> ReadAsync(RecordLink record, CancellationToken ct) =>
        (await schemas.GetAsync(ct)).Find(record.Type) is { } type && await reader.FindAsync(record.Type, record.Id, ct) is { } row ? new SeriesRow(type, row) : null;

    private Task<Outcome<WriteSummary>> WriteAsync(string type, IReadOnlyList<RecordWrite> writes, CancellationToken ct) => store.WriteAsync(new WriteBatch(type, writes), ct);

    private static Dictionary<string, object?> Times(string type, NewTime to) => type switch
    {
        TaskType.TypeName when to.AllDay is { } day => new() { ["dueOn"] = day, ["dueAt"] = null },
        TaskType.TypeName => new() { ["dueAt"] = to.StartsAt, ["durationMinutes"] = Minutes(to) },
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
