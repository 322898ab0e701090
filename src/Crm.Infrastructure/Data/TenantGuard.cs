using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Crm.Infrastructure.Data;

/// <summary>A row of one tenant was about to be written from another tenant's scope; always a bug or an attack.</summary>
public sealed class TenantMismatchException(string entity) : Exception($"A row of {entity} belongs to another tenant.");

/// <summary>The last look before anything is saved: every row is the context's own tenant's.</summary>
internal static class TenantGuard
{
    /// <summary>Stamps a new row when it is handed to the context; a row that names a tenant already is left for <see cref="Check"/>.</summary>
    public static void Stamp(EntityTrackingEventArgs tracking, Guid tenantId)
    {
        if (tracking.FromQuery || tracking.Entry.Entity is not ITenantOwned { TenantId: var named } || named != Guid.Empty)
            return;
        tracking.Entry.Property(nameof(ITenantOwned.TenantId)).CurrentValue = tenantId;
    }

    public static void Check(ChangeTracker tracker, Guid tenantId)
    {
        foreach (var entry in tracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
                continue;
            var stamp = entry.Property(nameof(ITenantOwned.TenantId));
            if ((Guid)stamp.CurrentValue! != tenantId || (Guid)stamp.OriginalValue! != tenantId)
                throw new TenantMismatchException(entry.Metadata.DisplayName());
        }
    }
}
