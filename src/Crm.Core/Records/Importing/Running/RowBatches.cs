using System.Runtime.CompilerServices;
using Crm.Core.Records.Importing.Reading;

namespace Crm.Core.Records.Importing.Running;

/// <summary>Rows that are settled together. Blank ones are left out and settled in passing.</summary>
/// <param name="Before">The last row that was settled before.</param>
/// <param name="UpTo">The last row that is settled with this batch.</param>
internal sealed record RowBatch(IReadOnlyList<CsvRow> Rows, long Before, long UpTo);

internal static class RowBatches
{
    /// <summary>Batches in which no two rows are about the same record, so that the second one finds what the first one made.</summary>
    public static async IAsyncEnumerable<RowBatch> OfAsync(
        CsvRows rows, long after, int size, Func<CsvRow, string?> keyOf, [EnumeratorCancellation] CancellationToken ct)
    {
        var batch = new List<CsvRow>(size);
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (before, upTo) = (after, after);
        await foreach (var row in rows.ReadAsync(after, ct))
        {
            var key = keyOf(row);
            if (batch.Count == size || (key is not null && keys.Contains(key)))
            {
                yield return new RowBatch(batch, before, upTo);
                before = upTo;
                batch = new List<CsvRow>(size);
                keys.Clear();
            }
            upTo = row.Number;
            if (row.IsBlank)
                continue;
            batch.Add(row);
            if (key is not null)
                keys.Add(key);
        }
        if (upTo > before)
            yield return new RowBatch(batch, before, upTo);
    }
}
