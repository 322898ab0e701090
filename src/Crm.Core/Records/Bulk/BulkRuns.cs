using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Bulk;

/// <summary>A record that was left as it is, with its title where it may be seen.</summary>
public sealed record BulkRefusal(Guid RecordId, string? Title, Refusal Refusal);

/// <summary>The bulk acts of the person at hand.</summary>
public sealed class BulkRuns(ICrmDbFactory dbs, CurrentActor actors, RecordReader reader)
{
    public async Task<BulkRun?> FindAsync(Guid id, CancellationToken ct)
    {
        var me = (await actors.GetAsync(ct)).MemberId;
        await using var db = dbs.Open();
        return await db.Set<BulkRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id && r.CreatedById == me, ct);
    }

    /// <summary>Those under way, so that a page that is opened again shows them again.</summary>
    public async Task<IReadOnlyList<BulkRun>> MovingAsync(CancellationToken ct)
    {
        var me = (await actors.GetAsync(ct)).MemberId;
        await using var db = dbs.Open();
        return await db.Set<BulkRun>().AsNoTracking()
            .Where(r => r.CreatedById == me && (r.State == BulkState.Queued || r.State == BulkState.Running)).OrderBy(r => r.CreatedAt).Take(5).ToListAsync(ct);
    }

    /// <summary>What was left as it is and why, by id; at most <paramref name="take"/>.</summary>
    public async Task<IReadOnlyList<BulkRefusal>> RefusalsAsync(Guid runId, int take, CancellationToken ct)
    {
        if (await FindAsync(runId, ct) is not { } run)
            return [];
        List<BulkProblem> problems;
        await using (var db = dbs.Open())
            problems = await db.Set<BulkProblem>().AsNoTracking().Where(p => p.BulkRunId == runId).OrderBy(p => p.Id).Take(take).ToListAsync(ct);
        var titles = run.RecordType is { } type
            ? await reader.TitlesAsync(type, [.. problems.Select(p => p.RecordId)], ct)
            : new Dictionary<Guid, string>();
        return [.. problems.Select(p => new BulkRefusal(p.RecordId, titles.GetValueOrDefault(p.RecordId), new Refusal(p.Code, p.Field, [.. p.Args])))];
    }
}
