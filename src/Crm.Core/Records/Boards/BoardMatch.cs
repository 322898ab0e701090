using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Boards;

/// <summary>The permitted records of a board that match its filter and search.</summary>
internal sealed record BoardMatch(
    ICrmDb Db, RecordReader Reader, TenantSchema Schema, TenantType Type, Actor Actor, DateTime Now, FilterNode? Filter, string? Search)
{
    public TargetReach Reach { get; } = new(Schema, Actor);

    public async Task<Outcome<IQueryable<T>>> RecordsAsync<T>(CancellationToken ct) where T : Record
    {
        var records = await Reader.QueryAsync<T>(Db, Filter, ct);
        return records.Succeeded
            ? RecordSelection.Matching(records.Value, null, Search, Schema, Type, Actor, Now)
            : records;
    }
}
