using System.Collections.Concurrent;
using Crm.Core.Records;
using Crm.Core.Records.Access;

namespace Crm.Web.Shell;

/// <summary>
/// How many records of a type there are, for the menu. Those who see all of a tenant's records of the type share one count:
/// what hundreds of open pages hear at once is counted once.
/// </summary>
public sealed class MenuCounts(TimeProvider clock)
{
    private const int Most = 4096;

    /// <summary>How old a shared count may be; shorter than the pause after which a menu counts what has changed.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(Guid Tenant, string Type), Known> counts = [];

    /// <returns><see cref="RecordQuery.CountLimit"/> for that many and more; null where nothing may be seen any more.</returns>
    public async Task<int?> OfAsync(Guid tenant, RecordType type, Actor actor, RecordReader reader, CancellationToken ct)
    {
        if (actor.Scope(type, RecordAction.View) != AccessScope.All)
            return await CountAsync(reader, type, ct);
        if (counts.Count >= Most)
            counts.Clear();
        var known = counts.GetOrAdd((tenant, type.Name), _ => new Known());
        await known.Counting.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow();
            if (now - known.At > Fresh)
                (known.Count, known.At) = (await CountAsync(reader, type, ct), now);
            return known.Count;
        }
        finally
        {
            known.Counting.Release();
        }
    }

    private static async Task<int?> CountAsync(RecordReader reader, RecordType type, CancellationToken ct)
    {
        var page = await reader.PageAsync(new RecordQuery(type.Name) { Count = true, Take = 1, Columns = [] }, ct);
        return !page.Succeeded ? null : page.Value.CountIsExact ? page.Value.Count : RecordQuery.CountLimit;
    }

    private sealed class Known
    {
        public SemaphoreSlim Counting { get; } = new(1);

        public DateTimeOffset At { get; set; }

        public int? Count { get; set; }
    }
}
