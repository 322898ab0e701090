using Crm.Core.Data;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records;

/// <summary>
/// Writes the search words of every record of a type anew, those in the recycle bin too; no value changes, so neither a version
/// nor a history tells of it. Begun again after a crash, it reads all and writes only what still differs.
/// </summary>
internal sealed class RenewSearchWords(ICrmDbFactory dbs)
{
    private const int BatchSize = 500;
    private const int MostRaces = 5;

    /// <param name="check">Throws when the work is somebody else's by now.</param>
    public async Task RunAsync(TenantType type, Func<Task> check, CancellationToken ct)
    {
        Guid? last = null;
        do
        {
            await check();
            last = await BatchAsync(type, last, ct);
        }
        while (last is not null);
    }

    private async Task<Guid?> BatchAsync(TenantType type, Guid? after, CancellationToken ct)
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

    private sealed class Batch(ICrmDb db, TenantType type, Guid? after, CancellationToken ct) : IRecordWork<Task<Guid?>>
    {
        public async Task<Guid?> Run<T>(RecordType<T> recordType) where T : Record
        {
            var all = db.Set<T>().IgnoreQueryFilters(["SoftDelete"]);
            var records = await (after is { } last ? all.Where(r => r.Id.CompareTo(last) > 0) : all).OrderBy(r => r.Id).Take(BatchSize).ToListAsync(ct);
            foreach (var record in records)
                record.SearchText = SearchWords.Of(record, type);
            await db.SaveChangesAsync(ct);
            return records.Count < BatchSize ? null : records[^1].Id;
        }
    }
}
