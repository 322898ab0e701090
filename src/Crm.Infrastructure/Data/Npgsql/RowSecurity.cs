using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Data.Npgsql;

/// <summary>
/// The tenant rule once more, inside PostgreSQL: a policy on every table of the tenant model, forced for the owner too.
/// Runs after each migration and is safe to repeat, so that a new table is covered without anyone remembering it.
/// </summary>
internal static class RowSecurity
{
    /// <summary>Only rows of the tenant that the connection was told of.</summary>
    public const string Rule = """
        USING (tenant_id = nullif(current_setting('crm.tenant', true), '')::uuid)
        WITH CHECK (tenant_id = nullif(current_setting('crm.tenant', true), '')::uuid)
        """;

    public static async Task ApplyAsync(CrmDb db, CancellationToken ct)
    {
        // What is already walled so stays: a start with nothing new takes one question instead of a lock on every table. The
        // comment tells by which text it was walled, so that another text of a later version is applied.
        var walled = await db.Database.SqlQuery<string>($"""
            SELECT c.relname AS "Value" FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid AND p.polname = 'tenant'
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity
              AND obj_description(p.oid, 'pg_policy') = {Rule}
            """).ToListAsync(ct);
        foreach (var table in db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct().Except(walled))
        {
#pragma warning disable EF1002 // Table names come from the model, and identifiers cannot be parameters.
            await db.Database.ExecuteSqlRawAsync($"""
                ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY;
                ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
                DROP POLICY IF EXISTS tenant ON "{table}";
                CREATE POLICY tenant ON "{table}" {Rule};
                COMMENT ON POLICY tenant ON "{table}" IS $policy${Rule}$policy$;
                """, ct);
#pragma warning restore EF1002
        }
    }
}
