using Crm.Core.Records.Pipelines;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Pipelines;

/// <summary>Puts the pipelines of a type into an order; the first is the one that new records begin in.</summary>
public sealed class OrderPipelines(ChangeSchema schema)
{
    public Task<Outcome<int>> RunAsync(string recordType, IReadOnlyList<Guid> order, CancellationToken ct) => schema.RunAsync(async db =>
    {
        var pipelines = await db.Set<Pipeline>().Where(p => p.RecordType == recordType && p.RemovedInId == null).ToListAsync(ct);
        foreach (var pipeline in pipelines)
            if (order.ToList().IndexOf(pipeline.Id) is >= 0 and var position)
                pipeline.Position = position;
        return Outcome<int>.Done(pipelines.Count);
    }, ct);
}
