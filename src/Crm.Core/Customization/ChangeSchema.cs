using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization;

/// <summary>
/// The one door to a tenant's fields and pipelines: asks for the right, saves the change and the schema's next version in
/// one transaction, and lets go of the old schema.
/// </summary>
public sealed class ChangeSchema(ICrmDbFactory dbs, TenantScope scope, CurrentActor actors, SchemaCache cache)
{
    public async Task<Outcome<T>> RunAsync<T>(Func<ICrmDb, Task<Outcome<T>>> change, CancellationToken ct)
    {
        if (!await IsAllowedAsync(ct))
            return new Refusal("not-permitted");
        await using var db = dbs.Open();
        var outcome = await change(db);
        if (!outcome.Succeeded)
            return outcome;
        (await db.Set<TenantSettings>().SingleAsync(ct)).SchemaVersion++;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal("changed-meanwhile");
        }
        catch (DbUpdateException failure) when (db.IsUniqueViolation(failure))
        {
            return new Refusal("taken-meanwhile");
        }
        cache.Forget(scope.Tenant.Id);
        return outcome;
    }

    public async Task<bool> IsAllowedAsync(CancellationToken ct) => (await actors.GetAsync(ct)).Has(AdminRight.Customize);
}
