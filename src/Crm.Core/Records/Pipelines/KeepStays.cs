using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Pipelines;

/// <summary>Keeps the stays of a batch of records, in the transaction in which they move. One question for the whole batch.</summary>
internal sealed class KeepStays(ICrmDb db, TenantSchema schema, TenantType type, WriteBatch batch, Actor actor, DateTime now)
{
    private const string Since = "stageSince";

    public async Task RunAsync(IReadOnlyList<WriteItem> changes, Guid? set, CancellationToken ct)
    {
        if (type.Fields.FirstOrDefault(f => f.Kind is StageKind) is not { } field)
            return;
        var moved = changes.Where(c => c.Write.Kind is WriteKind.Create or WriteKind.Update && c.Changes(field)).ToList();
        if (moved.Count == 0)
            return;
        var stays = await KnownAsync([.. moved.Where(m => m.IsLoaded).Select(m => m.Record.Id)], ct);
        foreach (var item in moved)
            Move(item, field, [.. stays[item.Record.Id]], set);
    }

    private async Task<ILookup<Guid, StageStay>> KnownAsync(Guid[] ids, CancellationToken ct)
    {
        var undone = batch.Cause == ChangeCause.Undo ? batch.CauseId : null;
        var stays = ids.Length == 0
            ? []
            : await db.Set<StageStay>().Where(s => s.RecordType == type.Name && ids.Contains(s.RecordId) && (s.LeftAt == null || (undone != null && s.LeftInId == undone))).ToListAsync(ct);
        return stays.ToLookup(s => s.RecordId);
    }

    private void Move(WriteItem item, Field field, IReadOnlyList<StageStay> known, Guid? set)
    {
        var present = known.FirstOrDefault(s => s.LeftAt is null);
        var to = (Guid?)field.Read(item.Record);
        if (batch.Cause == ChangeCause.Undo && present is not null && present.EnteredInId == batch.CauseId && known.FirstOrDefault(s => s.LeftAt is not null && s.StageId == to) is { } before)
        {
            db.Set<StageStay>().RemoveRange(known.Where(s => s.EnteredInId == batch.CauseId));
            before.GoOn();
            return;
        }
        var at = type.Find(Since) is { } since && since.Read(item.Record) is DateTime moment ? moment : now;
        if (present is null && item.IsLoaded && Before(item, field) is { } from)
            db.Set<StageStay>().Add(present = new StageStay { RecordType = type.Name, RecordId = item.Record.Id, StageId = from.Stage, EnteredAt = from.Since });
        present?.Leave(at, set);
        if (to is { } stage)
            db.Set<StageStay>().Add(new StageStay { RecordType = type.Name, RecordId = item.Record.Id, StageId = stage, EnteredAt = at, EnteredInId = set, ByName = actor.Name, OverLimit = item.ComesOverLimit });
    }

    /// <summary>Where a record stood that came before stays were kept, as the move itself tells.</summary>
    private (Guid Stage, DateTime Since)? Before(WriteItem item, Field field)
    {
        var machine = FieldFormat.Machine(schema.Tenant.Currency);
        if (!Guid.TryParse(item.Differences.FirstOrDefault(d => d.Field == field.Name)?.Before, out var stage))
            return null;
        return type.Find(Since) is { } since && item.Differences.FirstOrDefault(d => d.Field == Since)?.Before is { } text && since.Kind.TryParse(text, machine, out var moment)
            ? (stage, (DateTime)moment!)
            : (stage, item.Record.CreatedAt);
    }
}
