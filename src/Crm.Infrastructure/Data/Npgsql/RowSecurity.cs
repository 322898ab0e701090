using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Data.Npgsql;

/// <summary>
/// The tenant rule once more, inside PostgreSQL: a policy on every table of the tenant model, forced for the owner too.
/// Runs after each migration and is safe to repeat, so that a new table is covered without anyone remembering it.
/// </summary>
internal static class RowSecurity
{
    public static async Task ApplyAsync(CrmDb db, CancellationToken ct)
    {
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct())
        {
#pragma warning disable EF1002 // Table names come from the model, and identifiers cannot be parameters.
            await db.Database.ExecuteSqlRawAsync($"""
                ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
                ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
                DROP POLICY IF EXISTS tenant ON "{table}";
                CREATE POLICY tenant ON "{table}"
                    USING (tenant_id = nullif(current_setting('crm.tenant', true), '')::uuid)
                    WITH CHECK (tenant_id = nullif(current_setting('crm.tenant', true), '')::uuid);
                """, ct);
#pragma warning restore EF1002
        }
    }
}
