using Crm.Core.Data;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Pipelines;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Pipelines;

/// <summary>Undoing the change set that emptied a stage or a pipeline puts it back before its records return to it.</summary>
internal sealed class StagesComeBackFirst(ChangeSchema schema, ICrmDbFactory dbs) : IUndoFirst
{
    public async Task RunAsync(Guid changeSetId, CancellationToken ct)
    {
        await using (var db = dbs.Open())
            if (!await db.Set<Stage>().AnyAsync(s => s.RemovedInId == changeSetId, ct))
                return;
        await schema.RunAsync(async db =>
        {
            foreach (var stage in await db.Set<Stage>().Where(s => s.RemovedInId == changeSetId).ToListAsync(ct))
                stage.RemovedInId = null;
            foreach (var pipeline in await db.Set<Pipeline>().Where(p => p.RemovedInId == changeSetId).ToListAsync(ct))
                pipeline.RemovedInId = null;
            return Outcome<bool>.Done(true);
        }, ct);
    }
}
