using Crm.Core.Data;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Bin;

/// <summary>Empties the bin of what has been in it for longer than <see cref="BinReader.DaysKept"/> days. Safe to repeat; acts for the product itself.</summary>
public sealed class PurgeBin(ICrmDbFactory dbs, SchemaSource schemas, ThrowAway throwAway, TimeProvider clock)
{
    private const int BatchSize = 500;

    /// <returns>How many records are gone.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-BinReader.DaysKept);
        var gone = 0;
        foreach (var type in (await schemas.GetAsync(ct)).Types.Where(t => !t.Type.IsAdministrative))
        {
            Guid? last = null;
            while (true)
            {
                IReadOnlyList<Guid> old;
                await using (var db = dbs.Open())
                    old = await type.Type.Do(new Old(db, before, last, ct));
                if (old.Count == 0)
                    break;
                last = old[^1];
                gone += (await throwAway.RunAsync([.. old.Select(id => new RecordLink(type.Name, id))], ct)).Value;
            }
        }
        return gone;
    }

    private sealed class Old(ICrmDb db, DateTime before, Guid? last, CancellationToken ct) : IRecordWork<Task<IReadOnlyList<Guid>>>
    {
        public async Task<IReadOnlyList<Guid>> Run<T>(RecordType<T> type) where T : Record =>
            await db.Set<T>().AsNoTracking().IgnoreQueryFilters(["SoftDelete"]).Where(r => r.DeletedAt < before && (last == null || r.Id.CompareTo(last.Value) > 0))
                .OrderBy(r => r.Id).Take(BatchSize).Select(r => r.Id).ToListAsync(ct);
    }
}
