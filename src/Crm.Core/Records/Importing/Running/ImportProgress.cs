using System.Globalization;
using Crm.Core.Data;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Importing.Running;

/// <summary>Keeps the run's row: how far it came, what became of the rows, and how it ended.</summary>
internal sealed class ImportProgress(ICrmDbFactory dbs, TimeProvider clock)
{
    public async Task<ImportRun?> LoadAsync(Guid id, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await db.Set<ImportRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct);
    }

    public async Task<bool> StopRequestedAsync(Guid id, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await db.Set<ImportRun>().AnyAsync(r => r.Id == id && r.StopRequestedAt != null, ct);
    }

    /// <summary>Changes the run's row; when a batch was settled in between, once more on what is there now.</summary>
    public async Task<ImportRun> ChangeAsync(Guid id, Action<ImportRun> change, CancellationToken ct, Action<ICrmDb>? along = null)
    {
        while (true)
        {
            await using var db = dbs.Open();
            var run = await db.Set<ImportRun>().FirstAsync(r => r.Id == id, ct);
            change(run);
            along?.Invoke(db);
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

    /// <summary>Ends the run as a whole; the refusal is kept as the problem of row 0.</summary>
    public Task FailAsync(Guid id, Refusal refusal, CancellationToken ct) => ChangeAsync(id, run =>
    {
        (run.State, run.Problem, run.FinishedAt) = (ImportState.Failed, refusal.Code, clock.GetUtcNow().UtcDateTime);
    }, ct, db => db.Set<ImportProblem>().Add(new ImportProblem { ImportRunId = id, Refusals = [Storable(refusal)] }));

    /// <summary>
    /// Settles a batch in the transaction that writes its records. The run's count of settled rows is a concurrency token: of two
    /// workers that both believe it is their turn one gets nothing written, rows and all.
    /// </summary>
    public static void Settle(ICrmDb db, ImportRun run, long upTo, IReadOnlyList<PlannedRow> rows, IReadOnlyList<(PlannedRow Row, WriteResult Result)> written)
    {
        db.Set<ImportRun>().Attach(run);
        run.RowsDone = (int)upTo;
        foreach (var (row, result) in written)
        {
            if (!result.Succeeded)
                row.Refusals.AddRange(result.Refusals);
            else if (!result.HasChanges)
                run.Unchanged++;
            else if (row.Write!.Kind == WriteKind.Create)
                run.Created++;
            else
                run.Updated++;
        }
        foreach (var row in rows.Where(r => r.IsRefused))
        {
            run.Refused++;
            db.Set<ImportProblem>().Add(Problem(run.Id, row));
        }
    }

    public static ImportProblem Problem(Guid runId, PlannedRow row) => new()
    {
        ImportRunId = runId,
        Row = (int)row.Row.Number,
        Line = (int)row.Row.Line,
        Cells = [.. row.Row.Cells],
        Refusals = [.. row.Refusals.Select(Storable)],
    };

    public static ImportRowRefusal Storable(Refusal refusal) => new(
        refusal.Code, refusal.Field, [.. refusal.Args.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture) ?? "")]);
}
