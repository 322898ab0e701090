using System.Globalization;
using Crm.Core.Activities.Next;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Days;

/// <summary>A record for which nothing is planned; the values are those of <paramref name="Columns"/>, the title first.</summary>
public sealed record IdleRecord(TenantType Type, IReadOnlyList<Field> Columns, RecordRow Row, DateTime CreatedAt)
{
    /// <summary>The place in the order, to go on from.</summary>
    public string Mark => string.Create(CultureInfo.InvariantCulture, $"{CreatedAt.Ticks}.{Row.Id:N}");
}

/// <summary>
/// The acting member's open records (deals, leads: every type with an owner and a view of open ones) with nothing planned about
/// them that the member may see; the oldest first.
/// </summary>
public sealed class WithoutNextStep(ICrmDbFactory dbs, RecordReader reader, SchemaSource schemas, CurrentActor actors, PlannedActivities planned)
{
    private const string OpenView = "open";
    private static readonly FilterTerm Mine = new("owner", FilterOperator.Equal, "me");

    /// <summary>The types that are asked about.</summary>
    public static IEnumerable<TenantType> Types(TenantSchema schema, Actor actor) => schema.Types.Where(t => !t.Type.IsTimelineEntry
        && t.Find("owner") is not null && actor.May(t.Type, RecordAction.View) && t.Type.Views.Any(v => v.Name == OpenView));

    public async Task<IReadOnlyList<IdleRecord>> PageAsync(string? after, int take, CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        var found = new List<IdleRecord>();
        await using var db = dbs.Open();
        foreach (var type in actor.MemberId is null ? [] : Types(schema, actor))
            found.AddRange(await type.Type.Do(new ReadIdle(this, db, schema, type, actor, after, Math.Clamp(take, 1, 100), ct)));
        return [.. found.OrderBy(f => f.CreatedAt).ThenBy(f => f.Row.Id).Take(take)];
    }

    /// <summary>How many there are, as far as lists are counted.</summary>
    public async Task<int> CountAsync(CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        var count = 0;
        await using var db = dbs.Open();
        foreach (var type in actor.MemberId is null ? [] : Types(schema, actor))
            count += await type.Type.Do(new CountIdle(this, db, type, ct));
        return count;
    }

    private async Task<IQueryable<T>> IdleAsync<T>(ICrmDb db, TenantType type, CancellationToken ct) where T : Record
    {
        var records = (await reader.QueryAsync<T>(db, FilterNode.All(type.Type.Views.First(v => v.Name == OpenView).Filter, Mine), ct)).Value;
        var prefix = type.Name + "/";
        var (tasks, calls, meetings) = (await planned.TasksAsync(db, ct), await planned.CallsAsync(db, ct), await planned.MeetingsAsync(db, ct));
        // Links are written in lower case; SQLite and SQL Server write an id in capitals.
#pragma warning disable CA1304, CA1311
        return records.Where(r => !tasks.Any(t => t.About == (prefix + r.Id.ToString()).ToLower())
            && !calls.Any(c => c.About == (prefix + r.Id.ToString()).ToLower())
            && !meetings.Any(m => m.About == (prefix + r.Id.ToString()).ToLower()));
#pragma warning restore CA1304, CA1311
    }

    private static (DateTime At, Guid Id)? Parse(string? mark) =>
        mark?.Split('.') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTime.MaxValue.Ticks && Guid.TryParse(id, out var known) ? (new DateTime(at, DateTimeKind.Utc), known) : null;

    private sealed class ReadIdle(WithoutNextStep idle, ICrmDb db, TenantSchema schema, TenantType type, Actor actor, string? after, int take, CancellationToken ct)
        : IRecordWork<Task<IEnumerable<IdleRecord>>>
    {
        public async Task<IEnumerable<IdleRecord>> Run<T>(RecordType<T> recordType) where T : Record
        {
            var records = await idle.IdleAsync<T>(db, type, ct);
            if (Parse(after) is var (at, id))
                records = records.Where(r => r.CreatedAt > at || (r.CreatedAt == at && r.Id.CompareTo(id) > 0));
            List<Field> columns = [type.TitleField, .. new[] { type.Type.BoardLayout?.By, type.Type.BoardLayout?.Total }.OfType<string>().Select(type.Find).OfType<Field>(), type["createdAt"]];
            var projection = new RowProjection<T>(columns, new TargetReach(schema, actor));
            var rows = await records.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).Take(take).Select(projection.Select).ToListAsync(ct);
            return rows.Select(projection.Row).Select(r => new IdleRecord(type, columns, r, (DateTime)r.Values[^1]!));
        }
    }

    private sealed class CountIdle(WithoutNextStep idle, ICrmDb db, TenantType type, CancellationToken ct) : IRecordWork<Task<int>>
    {
        public async Task<int> Run<T>(RecordType<T> recordType) where T : Record => await (await idle.IdleAsync<T>(db, type, ct)).Take(RecordQuery.CountLimit).CountAsync(ct);
    }
}
