using Crm.Core.Data;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Crm.Core.Records.Pipelines;

/// <summary>
/// Lets writers into a stage that takes no more than so many records one after the other. Whoever holds its row counts what the
/// one before has saved, and the row is held until the write is saved or dropped.
/// </summary>
internal sealed class StageDoor<T>(ICrmDb db, TenantSchema schema, TenantType type, WriteBatch batch, CancellationToken ct) where T : Record
{
    /// <summary>
    /// The transaction that is to be committed with the write; null where no such stage is entered. Without room for all,
    /// somebody came in since the check, and the write is to be looked at again.
    /// </summary>
    public async Task<(IDbContextTransaction? Held, bool HasRoom)> EnterAsync(IEnumerable<WriteItem> accepted)
    {
        if (!batch.ObeysLimits || type.Fields.FirstOrDefault(f => f.Kind is StageKind) is not { } field)
            return (null, true);
        // In the order of ids, so that two that enter the same stages never wait for each other.
        var entered = accepted.Where(i => i.Write.Kind is WriteKind.Create or WriteKind.Update && i.Changes(field)).Select(i => field.Read(i.Record)).OfType<Guid>()
            .GroupBy(id => id).Where(g => schema.Stage(g.Key) is { MostRecords: not null, RefusesOverLimit: true }).OrderBy(g => g.Key).ToList();
        if (entered.Count == 0)
            return (null, true);
        var held = await db.Database.BeginTransactionAsync(ct);
        foreach (var coming in entered)
        {
            await db.Set<Stage>().Where(s => s.Id == coming.Key).ExecuteUpdateAsync(s => s.SetProperty(x => x.Position, x => x.Position), ct);
            if (await StageRoom.CountAsync<T>(db, field, coming.Key, ct) + coming.Count() > schema.Stage(coming.Key)!.MostRecords)
                return (held, false);
        }
        return (held, true);
    }
}
