using Crm.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Schema;

/// <summary>
/// Hands out the numbers of a field. Each is handed out once, whoever asks at the same moment on whichever node: the row moves
/// on only from where the asker saw it. What is handed out and then not saved is lost, hence gaps.
/// </summary>
internal sealed class NumberSeries(ICrmDbFactory dbs)
{
    /// <summary>The first of so many numbers in a row; null when there is no such field any more.</summary>
    public async Task<long?> TakeAsync(string recordType, string field, int count, CancellationToken ct)
    {
        await using var db = dbs.Open();
        while (true)
        {
            var series = db.Set<FieldOverlay>().Where(o => o.RecordType == recordType && o.FieldName == field);
            if (await series.Select(o => (long?)o.LastNumber).FirstOrDefaultAsync(ct) is not { } last)
                return null;
            if (await series.Where(o => o.LastNumber == last).ExecuteUpdateAsync(o => o.SetProperty(x => x.LastNumber, last + count), ct) == 1)
                return last + 1;
        }
    }

    /// <summary>Goes on with a higher number; false when it was handed out already.</summary>
    public async Task<bool> GoOnWithAsync(string recordType, string field, long next, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await db.Set<FieldOverlay>().Where(o => o.RecordType == recordType && o.FieldName == field && o.LastNumber < next)
            .ExecuteUpdateAsync(o => o.SetProperty(x => x.LastNumber, next - 1), ct) == 1;
    }
}
