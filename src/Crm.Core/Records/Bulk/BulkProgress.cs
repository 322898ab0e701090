using System.Globalization;
using Crm.Core.Data;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Bulk;

/// <summary>Keeps the run's row: how far it came, what became of the records, and how it ended.</summary>
public sealed class BulkProgress(ICrmDbFactory dbs, TimeProvider clock)
{
    /// <summary>So many reasons are kept one by one; the rest is only counted.</summary>
    private const int MostProblems = 1000;

    public async Task<BulkRun?> LoadAsync(Guid id, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await db.Set<BulkRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct);
    }

    public async Task<bool> StopRequestedAsync(Guid id, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await db.Set<BulkRun>().AnyAsync(r => r.Id == id && r.StopRequestedAt != null, ct);
    }

    /// <summary>Changes the run's row; when a batch was settled in between, once more on what is there now.</summary>
    public async Task<BulkRun> ChangeAsync(Guid id, Action<BulkRun> change, CancellationToken ct)
    {
        while (true)
        {
            await using var db = dbs.Open();
            var run = await db.Set<BulkRun>().FirstAsync(r => r.Id == id, ct);
            change(run);
            try
            {
                await db.SaveChangesAsync(ct);
                return run;
            }
            catch (DbUpdateConcurrencyException)
            {
                // The row moved on; look again.
            }
        }
    }

    public Task<BulkRun> EndAsync(Guid id, BulkState state, CancellationToken ct, string? problem = null) => ChangeAsync(id, run =>
        (run.State, run.Problem, run.FinishedAt) = (state, problem, clock.GetUtcNow().UtcDateTime), ct);

    /// <summary>
    /// Settles a batch in the transaction that writes its records. The count of settled records is a concurrency token: of two
    /// workers that both believe it is their turn one gets nothing written.
    /// </summary>
    public void Settle(ICrmDb db, BulkRun run, IReadOnlyList<Guid> ids, IReadOnlyList<WriteResult> results, bool isLast)
    {
        db.Set<BulkRun>().Attach(run);
        run.State = BulkState.Running;
        run.Done += ids.Count;
        run.LastId = ids[^1];
        foreach (var result in results)
        {
            if (result.Succeeded)
            {
                if (result.HasChanges)
                    run.Changed++;
                else
                    run.Unchanged++;
            }
            else if (run.Refused++ < MostProblems)
            {
                db.Set<BulkProblem>().Add(Problem(run.Id, result.Id, result.Refusals[0]));
            }
        }
        if (isLast)
            (run.State, run.FinishedAt, run.Total) = (BulkState.Finished, clock.GetUtcNow().UtcDateTime, run.Done);
    }

    private static BulkProblem Problem(Guid runId, Guid recordId, Refusal refusal) => new()
    {
        BulkRunId = runId,
        RecordId = recordId,
        Code = refusal.Code,
        Field = refusal.Field,
        Args = [.. refusal.Args.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture) ?? "")],
    };
}
