using Crm.Core.Data;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Fields;

/// <summary>Of so many records so many are found by what is shown now; both are 0 until the renewal has begun.</summary>
public sealed record RenewalProgress(int Renewed, int ToRenew);

/// <summary>How far the words by which records are found follow the fields that were hidden or shown.</summary>
public sealed class SearchRenewal(ICrmDbFactory dbs)
{
    /// <summary>Null when they have followed.</summary>
    public async Task<RenewalProgress?> RunAsync(string recordType, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var fields = await db.Set<FieldOverlay>().AsNoTracking().Where(o => o.RecordType == recordType && o.CustomKind == null && o.UnsettledAt != null)
            .Select(o => new { o.Renewed, o.ToRenew }).ToListAsync(ct);
        return fields.Count == 0 ? null : new RenewalProgress(fields.Sum(f => f.Renewed), fields.Sum(f => f.ToRenew));
    }
}
