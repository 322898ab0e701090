using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Next;

/// <summary>Open tasks and coming meetings about records: one question each, whatever the number of records.</summary>
internal sealed class NextOfRecords(RecordReader reader, SchemaSource schemas, CurrentActor actors, TimeProvider clock) : INextActivities
{
    public async Task<bool> CanSeeAsync(CancellationToken ct) =>
        (await actors.GetAsync(ct)).May((await schemas.GetAsync(ct))[TaskType.TypeName].Type, RecordAction.View);

    public async Task<IReadOnlyDictionary<Guid, NextActivity>> RunAsync(ICrmDb db, string recordType, IReadOnlyCollection<Guid>? ids, CancellationToken ct)
    {
        if (ids is { Count: 0 })
            return new Dictionary<Guid, NextActivity>();
        var abouts = ids?.Select(id => new RecordLink(recordType, id).ToString()).ToArray();
        var found = new List<(string About, NextActivity Next)>();
        found.AddRange(await TasksAsync(db, recordType, abouts, ct));
        found.AddRange(await MeetingsAsync(db, recordType, abouts, ct));
        return found.Where(f => RecordLink.TryParse(f.About, out _))
            .GroupBy(f => { RecordLink.TryParse(f.About, out var link); return link.Id; })
            .ToDictionary(g => g.Key, g => g.OrderBy(f => f.Next.On ?? DateOnly.MaxValue).ThenBy(f => f.Next.At ?? TimeOnly.MaxValue).First().Next);
    }

    private async Task<IEnumerable<(string, NextActivity)>> TasksAsync(ICrmDb db, string recordType, string[]? abouts, CancellationToken ct)
    {
        var tasks = await reader.QueryAsync<TaskItem>(db, null, ct);
        if (!tasks.Succeeded || !await CanSeeAsync(ct))
            return [];
        var open = tasks.Value.Where(t => t.DoneAt == null && t.About != null);
        var prefix = recordType + "/";
        open = abouts is null ? open.Where(t => t.About!.StartsWith(prefix)) : open.Where(t => abouts.Contains(t.About));
        var rows = await open.Select(t => new { t.Id, t.About, t.Title, t.DueOn, t.OwnerId }).ToListAsync(ct);
        var (type, actor) = ((await schemas.GetAsync(ct))[TaskType.TypeName].Type, await actors.GetAsync(ct));
        return rows.Select(t => (t.About!, new NextActivity(new RecordLink(TaskType.TypeName, t.Id), t.Title, t.DueOn, null) { MayEdit = actor.Permits(type, RecordAction.Edit, t.OwnerId) }));
    }

    private async Task<IEnumerable<(string, NextActivity)>> MeetingsAsync(ICrmDb db, string recordType, string[]? abouts, CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        var type = schema[MeetingType.TypeName].Type;
        var meetings = await reader.QueryAsync<Meeting>(db, null, ct);
        if (!meetings.Succeeded || !actor.May(type, RecordAction.View))
            return [];
        var now = clock.GetUtcNow().UtcDateTime;
        var coming = meetings.Value.Where(m => m.StartsAt > now && m.About != null);
        var prefix = recordType + "/";
        coming = abouts is null ? coming.Where(m => m.About!.StartsWith(prefix)) : coming.Where(m => abouts.Contains(m.About));
        var rows = await coming.Select(m => new { m.Id, m.About, m.Subject, m.StartsAt, m.OwnerId }).ToListAsync(ct);
        var zone = actor.Zone ?? schema.Tenant.Zone;
        return rows.Select(m =>
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(m.StartsAt!.Value, DateTimeKind.Utc), zone);
            return (m.About!, new NextActivity(new RecordLink(MeetingType.TypeName, m.Id), m.Subject, DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local)) { MayEdit = actor.Permits(type, RecordAction.Edit, m.OwnerId) });
        });
    }
}
