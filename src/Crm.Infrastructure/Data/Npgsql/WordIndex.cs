using System.Globalization;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.Infrastructure.Data.Npgsql;

/// <summary>
/// Finds the records of a tenant that hold a word anywhere in their search text, without reading all texts: an inverted index
/// (GIN) over <see cref="WordPieces"/>, kept by triggers on every table of records. It is a table of its own, because row-level
/// security lets PostgreSQL use no index for a condition that is not leak-proof, and neither LIKE nor the containment of arrays
/// is. Its rows hold an id and turned numbers, which say nothing by themselves; they are open to be asked, not to be written, and
/// what they name is read through the walls of its own table.
/// </summary>
internal static class WordIndex
{
    private const string Table = "search_pieces";

    // Above a few hundred waiting rows a search would feel them; below, saving in small portions is dear.
    private const int WaitingKib = 512;

    // At each end of the table: words that more than an eighth of these hold are common.
    private const int Sample = 100;
    private const int CommonShare = 8;

    private static readonly string Setup = string.Create(CultureInfo.InvariantCulture, $$"""
        CREATE TABLE IF NOT EXISTS {{Table}} (tenant_id uuid NOT NULL, record_id uuid NOT NULL, pieces bigint[] NOT NULL, PRIMARY KEY (tenant_id, record_id));
        CREATE INDEX IF NOT EXISTS ix_{{Table}}_pieces ON {{Table}} USING gin (pieces) WITH (gin_pending_list_limit = {{WaitingKib}});
        ALTER TABLE {{Table}} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {{Table}} FORCE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS asked ON {{Table}};
        DROP POLICY IF EXISTS tenant ON {{Table}};
        CREATE POLICY asked ON {{Table}} FOR SELECT USING (true);
        CREATE POLICY tenant ON {{Table}} {{RowSecurity.Rule}};

        CREATE OR REPLACE FUNCTION crm_pieces(words text, tenant uuid, type_key bigint) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $function$
        DECLARE
            turn bigint := ('x' || right(replace(tenant::text, '-', ''), 16))::bit(64)::bigint # type_key;
            first bigint := 32; second bigint := 32; third bigint; letter text; pieces bigint[] := ARRAY[]::bigint[];
        BEGIN
            FOREACH letter IN ARRAY string_to_array(words, NULL) LOOP
                third := ascii(letter);
                IF third <> 32 THEN
                    IF third >= {{WordPieces.WholeWords}} THEN pieces := pieces || (third # turn); END IF;
                    IF second <> 32 THEN
                        pieces := pieces || (((second << 21) | third) # turn);
                        IF first <> 32 THEN pieces := pieces || (((first << 42) | (second << 21) | third) # turn); END IF;
                    END IF;
                END IF;
                first := second;
                second := third;
            END LOOP;
            RETURN ARRAY(SELECT DISTINCT unnest(pieces));
        END $function$;

        CREATE OR REPLACE FUNCTION crm_keep_pieces() RETURNS trigger LANGUAGE plpgsql AS $function$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                DELETE FROM {{Table}} WHERE tenant_id = OLD.tenant_id AND record_id = OLD.id;
            ELSE
                INSERT INTO {{Table}} VALUES (NEW.tenant_id, NEW.id, crm_pieces(NEW.search_text, NEW.tenant_id, TG_ARGV[0]::bigint))
                ON CONFLICT (tenant_id, record_id) DO UPDATE SET pieces = excluded.pieces;
            END IF;
            RETURN NULL;
        END $function$;
        """);

    /// <summary>
    /// Runs after each migration and is safe to repeat: a table of records that has no pieces yet, or pieces by the rule of another
    /// version, gets them, which takes about a minute for a million records; the others are not touched.
    /// </summary>
    public static async Task ApplyAsync(CrmDb db, CancellationToken ct)
    {
        var tables = db.Model.GetEntityTypes().Where(e => typeof(Record).IsAssignableFrom(e.ClrType)).Select(e => e.GetTableName()!).ToList();
        if ((await MissingAsync(db, tables, ct)).Count == 0)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // One node at a time; whoever waited finds it done.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({Table}))", ct);
        var missing = await MissingAsync(db, tables, ct);
#pragma warning disable EF1002 // Table names come from the model, and identifiers cannot be parameters.
        if (missing.Count > 0)
            await db.Database.ExecuteSqlRawAsync(Setup, ct);
        foreach (var table in missing)
            await db.Database.ExecuteSqlRawAsync($"""
                ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY;
                ALTER TABLE {Table} NO FORCE ROW LEVEL SECURITY;
                INSERT INTO {Table} SELECT tenant_id, id, crm_pieces(search_text, tenant_id, '{WordPieces.KeyOf(table)}') FROM "{table}"
                    ON CONFLICT (tenant_id, record_id) DO UPDATE SET pieces = excluded.pieces;
                ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY;
                ALTER TABLE {Table} FORCE ROW LEVEL SECURITY;
                DROP TRIGGER IF EXISTS pieces_come_and_go ON "{table}";
                DROP TRIGGER IF EXISTS pieces_change ON "{table}";
                CREATE TRIGGER pieces_come_and_go AFTER INSERT OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION crm_keep_pieces('{WordPieces.KeyOf(table)}');
                CREATE TRIGGER pieces_change AFTER UPDATE OF search_text ON "{table}" FOR EACH ROW WHEN (OLD.search_text IS DISTINCT FROM NEW.search_text)
                    EXECUTE FUNCTION crm_keep_pieces('{WordPieces.KeyOf(table)}');
                COMMENT ON TRIGGER pieces_change ON "{table}" IS $setup${Setup}$setup$;
                """, ct);
#pragma warning restore EF1002
        await transaction.CommitAsync(ct);
    }

    /// <summary>The records of a table that have all pieces of the words; null when they are more than <paramref name="most"/>, or too many to look.</summary>
    public static async Task<IReadOnlyList<Guid>?> HoldersAsync(CrmDb db, string table, IReadOnlyList<string> words, int most, CancellationToken ct)
    {
        var pieces = WordPieces.Of(words, db.TenantId, table);
        if (pieces.Length == 0)
            return null;
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            return await AreCommonAsync(connection, db.TenantId, table, words, ct) ? null : await HoldersAsync(connection, pieces, most, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>
    /// Whether many of the oldest and the newest records hold the words. Of what a million hold, the index would have to look
    /// through a million entries for each piece, to say in the end that they are too many.
    /// </summary>
    private static async Task<bool> AreCommonAsync(NpgsqlConnection connection, Guid tenant, string table, IReadOnlyList<string> words, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT count(*) = {2 * Sample} AND count(*) FILTER (WHERE (SELECT bool_and(strpos(search_text, word) > 0) FROM unnest($2) word)) > {2 * Sample / CommonShare}
            FROM ((SELECT search_text FROM "{table}" WHERE tenant_id = $1 ORDER BY id LIMIT {Sample})
                UNION ALL (SELECT search_text FROM "{table}" WHERE tenant_id = $1 ORDER BY id DESC LIMIT {Sample})) sample
            """;
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        command.Parameters.Add(new NpgsqlParameter { Value = words.ToArray() });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<IReadOnlyList<Guid>?> HoldersAsync(NpgsqlConnection connection, long[] pieces, int most, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        // Planned without the limit: with it a search that finds little could be guessed to find much, and read the whole table.
        command.CommandText = $"WITH found AS MATERIALIZED (SELECT record_id FROM {Table} WHERE pieces @> $1) SELECT record_id FROM found LIMIT $2";
        command.Parameters.Add(new NpgsqlParameter { Value = pieces });
        command.Parameters.Add(new NpgsqlParameter { Value = most + 1L });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<Guid>();
        while (await reader.ReadAsync(ct))
            found.Add(reader.GetGuid(0));
        return found.Count > most ? null : found;
    }

    private static async Task<IReadOnlyList<string>> MissingAsync(CrmDb db, IReadOnlyList<string> tables, CancellationToken ct)
    {
        var kept = await db.Database.SqlQuery<string>($"""
            SELECT c.relname AS "Value" FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid AND t.tgname = 'pieces_change'
            WHERE c.relnamespace = current_schema()::regnamespace AND obj_description(t.oid, 'pg_trigger') = {Setup}
            """).ToListAsync(ct);
        return [.. tables.Except(kept)];
    }
}
