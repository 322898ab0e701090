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

    /// <summary>Notes that the records have followed; false when the field, or the schema, was changed meanwhile and is to be looked at again.</summary>
    public async Task<bool> SettleAsync(FieldOverlay seen, CancellationToken ct) => (await schema.RunAsync(async db =>
    {
        var field = await db.Set<FieldOverlay>().FirstOrDefaultAsync(o => o.Id == seen.Id, ct);
        if (field is not null && field.UnsettledAt != seen.UnsettledAt)
            return new Refusal("changed-meanwhile");
        if (field is not null)
            field.UnsettledAt = null;
        return Outcome<bool>.Done(true);
    }, ct)).Succeeded;
}
