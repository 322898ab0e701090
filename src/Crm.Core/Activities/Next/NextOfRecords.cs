using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Schema;

namespace Crm.Core.Activities.Next;

/// <summary>The first of what is planned about each record.</summary>
internal sealed class NextOfRecords(PlannedActivities planned, SchemaSource schemas, CurrentActor actors) : INextActivities
{
    public async Task<bool> CanSeeAsync(CancellationToken ct) =>
        (await actors.GetAsync(ct)).May((await schemas.GetAsync(ct))[TaskType.TypeName].Type, RecordAction.View);

    public async Task<IReadOnlyDictionary<Guid, NextActivity>> RunAsync(ICrmDb db, string recordType, IReadOnlyCollection<Guid>? ids, CancellationToken ct)
    {
        if (ids is { Count: 0 })
            return new Dictionary<Guid, NextActivity>();
        var all = await planned.AboutAsync(db, recordType, ids?.Select(id => new RecordLink(recordType, id).ToString()).ToArray(), ct);
        return all.Select(a => (IsLink: RecordLink.TryParse(a.About, out var link), link.Id, a.Next)).Where(a => a.IsLink)
            .GroupBy(a => a.Id, a => a.Next)
            .ToDictionary(g => g.Key, g => PlannedActivities.InOrder(g).First());
    }
}
