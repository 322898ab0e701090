using System.Collections.Concurrent;
using Crm.Core.Data;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Rates;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Schema;

/// <summary>Holds each tenant's schema in memory; shared by all scopes.</summary>
public sealed class SchemaCache
{
    internal ConcurrentDictionary<Guid, (TenantSchema Schema, DateTime CheckedAt)> Entries { get; } = [];

    public void Forget(Guid tenantId) => Entries.TryRemove(tenantId, out _);
}

/// <summary>
/// The schema of the scope's tenant. A change made on this node shows at once, one made on another node within
/// <see cref="MaxAge"/>.
/// </summary>
public sealed class SchemaSource(SchemaCache cache, RecordTypes types, TenantScope scope, ICrmDbFactory dbs, TimeProvider clock)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    public async Task<TenantSchema> GetAsync(CancellationToken ct)
    {
        var tenant = scope.Tenant;
        var now = clock.GetUtcNow().UtcDateTime;
        var known = cache.Entries.TryGetValue(tenant.Id, out var entry);
        if (known && now - entry.CheckedAt < MaxAge && entry.Schema.Tenant == tenant)
            return entry.Schema;

        await using var db = dbs.Open();
        var version = await db.Set<TenantSettings>().Select(s => (int?)s.SchemaVersion).FirstOrDefaultAsync(ct) ?? 0;
        var schema = known && entry.Schema.Version == version && entry.Schema.Tenant == tenant
            ? entry.Schema
            : await LoadAsync(db, tenant, version, ct);
        cache.Entries[tenant.Id] = (schema, now);
        return schema;
    }

    private async Task<TenantSchema> LoadAsync(ICrmDb db, TenantInfo tenant, int version, CancellationToken ct)
    {
        var overlays = await db.Set<FieldOverlay>().AsNoTracking().Where(o => o.RetiredAt == null).OrderBy(o => o.Position).ThenBy(o => o.Id).ToListAsync(ct);
        var pipelines = await db.Set<Pipeline>().AsNoTracking().Where(p => p.RemovedInId == null)
            .Include(p => p.Stages.Where(s => s.RemovedInId == null).OrderBy(s => s.Position)).OrderBy(p => p.Position).ThenBy(p => p.Id).ToListAsync(ct);
        var rates = await db.Set<CurrencyRate>().AsNoTracking().ToListAsync(ct);
        return new TenantSchema(tenant, version, [.. types.All.Select(t => Overlaid(t, [.. overlays.Where(o => o.RecordType == t.Name)]))], pipelines, new ExchangeRates(tenant.Currency, rates));
    }

    private static TenantType Overlaid(RecordType type, IReadOnlyList<FieldOverlay> overlays)
    {
        var adjustments = overlays.Where(o => o.CustomKind is null).ToDictionary(o => o.FieldName);
        var coded = type.Fields.Select(f => adjustments.TryGetValue(f.Name, out var o) ? Adjusted(f, o) : f).ToList();
        var own = overlays.Where(o => o.CustomKind is not null).Select(o => type.Do(new CustomField(o)) with { IsWithdrawn = o.IsHidden == true });
        var system = coded.FindIndex(f => f.Name == "externalId");
        return new TenantType(type, [.. coded[..system], .. own, .. coded[system..]], overlays.Any(o => o is { CustomKind: null, UnsettledAt: not null }));
    }

    private static Field Adjusted(Field field, FieldOverlay overlay) => field with
    {
        Label = overlay.Label ?? field.Label,
        IsRequired = field.IsRequired || overlay.IsRequired == true,
        IsHidden = overlay.IsHidden ?? field.IsHidden,
        IsWithdrawn = overlay.IsHidden == true,
        Choices = overlay.Choices ?? field.Choices,
    };
}
