using Crm.Core.Data;
using Crm.Core.Jobs;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Fields;

/// <summary>
/// Asks for the work by which records follow what was changed about their fields. The schedule asks again for what a process
/// left that died between the change and the asking; what is under way already stands.
/// </summary>
public sealed class SettleFields(ICrmDbFactory dbs, WorkQueue queue, TenantScope scope)
{
    /// <summary>Returns for how many fields there is something to do.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var db = dbs.Open();
        var unsettled = await db.Set<FieldOverlay>().AsNoTracking().Where(o => o.UnsettledAt != null && o.RetiredAt == null).Select(o => new { o.Id, o.CustomKind }).ToListAsync(ct);
        foreach (var field in unsettled)
            await queue.EnqueueAsync(field.CustomKind == FieldKinds.AutoNumber.Name ? NumberRecords.WorkKind : RenewSearch.WorkKind, scope.Tenant.Id, field.Id, ct);
        return unsettled.Count;
    }
}

/// <summary>The fields that the records have yet to follow, as the work on them sees them.</summary>
internal sealed class UnsettledFields(ChangeSchema schema, ICrmDbFactory dbs)
{
    public async Task<FieldOverlay?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await db.Set<FieldOverlay>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == id && o.UnsettledAt != null && o.RetiredAt == null, ct);
    }

    /// <summary>Notes how far the renewal of the words has come; false when the field was changed meanwhile and all is to be done anew.</summary>
    public async Task<bool> NoteAsync(FieldOverlay seen, Guid? to, int renewed, int toRenew, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await db.Set<FieldOverlay>().Where(o => o.Id == seen.Id && o.UnsettledAt == seen.UnsettledAt && o.RetiredAt == null).ExecuteUpdateAsync(
            o => o.SetProperty(x => x.RenewedTo, to).SetProperty(x => x.Renewed, renewed).SetProperty(x => x.ToRenew, toRenew), ct) == 1;
    }

    /// <summary>Notes that the records have followed; false when the field, or the schema, was changed meanwhile and is to be looked at again.</summary>
    public async Task<bool> SettleAsync(FieldOverlay seen, CancellationToken ct) => (await schema.RunAsync(async db =>
    {
        var field = await db.Set<FieldOverlay>().FirstOrDefaultAsync(o => o.Id == seen.Id, ct);
        if (field is not null && field.UnsettledAt != seen.UnsettledAt)
            return new Refusal("changed-meanwhile");
        field?.Settle();
        return Outcome<bool>.Done(true);
    }, ct)).Succeeded;
}
