using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Activities.Days;

/// <summary>Puts a task or a planned call off to another day; a call keeps its time of day.</summary>
public sealed class PutOffActivity(RecordStore store, RecordReader reader, SchemaSource schemas, CurrentActor actors)
{
    /// <returns>The change set that undoes it.</returns>
    public async Task<Outcome<Guid?>> RunAsync(RecordLink item, DateOnly day, CancellationToken ct)
    {
        Dictionary<string, object?>? values = item.Type switch
        {
            TaskType.TypeName => new() { ["dueOn"] = day },
            CallType.TypeName => new() { ["at"] = await MomentAsync(item, day, ct) },
            _ => null,
        };
        if (values is null)
            return new Refusal("not-to-be-done");
        var summary = await store.WriteAsync(new WriteBatch(item.Type, [RecordWrite.Update(item.Id, values)]), ct);
        var refusals = summary.Succeeded ? summary.Value.Results[0].Refusals : summary.Refusals;
        return refusals.Count > 0 ? Outcome<Guid?>.Refused(refusals) : summary.Value.ChangeSetId;
    }

    private async Task<DateTime?> MomentAsync(RecordLink call, DateOnly day, CancellationToken ct)
    {
        var schema = await schemas.GetAsync(ct);
        var zone = (await actors.GetAsync(ct)).Zone ?? schema.Tenant.Zone;
        var row = await reader.FindAsync(call.Type, call.Id, ct);
        var index = schema[call.Type].Fields.Index().First(f => f.Item.Name == "at").Index;
        if (row?.Values[index] is not DateTime at)
            return StartOfDay.InUtc(day, zone).AddHours(9);
        var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(at, DateTimeKind.Utc), zone);
        return StartOfDay.InUtc(day, zone) + local.TimeOfDay;
    }
}
