using Crm.Core.Data;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records;

/// <summary>
/// Writes the search words of records anew, those in the recycle bin too; no value changes, so neither a version nor a history
/// tells of it. What already says the same is not written.
/// </summary>
internal sealed class RenewSearchWords(ICrmDbFactory dbs)
{
    public const int BatchSize = 500;
    private const int MostRaces = 5;

    /// <summary>How many records of the type there are to renew.</summary>
    public async Task<int> CountAsync(TenantType type, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await type.Type.Do(new Count(db, ct));
    }

    /// <summary>Renews the next records behind one, in the order of ids. Fewer than <see cref="BatchSize"/> are the last.</summary>
    public async Task<IReadOnlyList<Guid>> RunAsync(TenantType type, Guid? after, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = dbs.Open();
            try
            {
                return await type.Type.Do(new Batch(db, type, after, ct));
            }
            catch (DbUpdateConcurrencyException) when (attempt < MostRaces)
            {
                // Somebody saved one of these records in between: look at them again.
            }
        }
    }

    private static IQueryable<T> All<T>(ICrmDb db) where T : Record => db.Set<T>().IgnoreQueryFilters(["SoftDelete"]);

    private sealed class Count(ICrmDb db, CancellationToken ct) : IRecordWork<Task<int>>
    {
        public Task<int> Run<T>(RecordType<T> recordType) where T : Record => All<T>(db).CountAsync(ct);
    }

    private sealed class Batch(ICrmDb db, TenantType type, Guid? after, CancellationToken ct) : IRecordWork<Task<IReadOnlyList<Guid>>>
    {
        public async Task<IReadOnlyList<Guid>> Run<T>(RecordType<T> recordType) where T : Record
        {
            var behind = after is { } last ? All<T>(db).Where(r => r.Id.CompareTo(last) > 0) : All<T>(db);
            var records = await behind.OrderBy(r => r.Id).Take(BatchSize).ToListAsync(ct);
            foreach (var record in records)
                record.SearchText = SearchWords.Of(record, type);
            await db.SaveChangesAsync(ct);
            return [.. records.Select(r => r.Id)];
        }
    }
}
