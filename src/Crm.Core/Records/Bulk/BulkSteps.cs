using Crm.Core.Jobs;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Bulk;

/// <summary>
/// Takes the chosen records batch by batch. Each batch commits together with the run's progress: whoever goes on after a crash
/// begins behind the last settled record, and none is done twice.
/// </summary>
public sealed class BulkSteps(SelectedRecords selected, RecordStore store, SchemaSource schemas, BulkProgress progress)
{
    public const int BatchSize = 500;
    private const int MostRaces = 5;

    /// <param name="check">Throws when the work is somebody else's by now.</param>
    public async Task<BulkRun> RunAsync(BulkRun run, Func<Task> check, CancellationToken ct)
    {
        var (selection, act) = (BulkSelection.FromJson(run.SelectionJson), BulkAct.FromJson(run.ActJson));
        while (run.IsMoving)
        {
            if (await progress.StopRequestedAsync(run.Id, ct))
                return await progress.EndAsync(run.Id, BulkState.Stopped, ct);
            // Before each batch: a field that the act or its condition names may be hidden while it is under way.
            var schema = (await schemas.GetAsync(ct)).Shown;
            if (schema.Find(selection.Type) is not { } type)
                return await progress.EndAsync(run.Id, BulkState.Failed, ct, "type-unknown");
            var compose = act.Compose(type, schema.Tenant.Currency);
            if (!compose.Succeeded)
                return await progress.EndAsync(run.Id, BulkState.Failed, ct, Why(compose.Refusals[0]));
            var ids = await NextAsync(selection, run, ct);
            if (!ids.Succeeded)
                return await progress.EndAsync(run.Id, BulkState.Failed, ct, Why(ids.Refusals[0]));
            if (ids.Value.Count == 0)
                return await progress.EndAsync(run.Id, BulkState.Finished, ct);
            run = await BatchAsync(run, ids.Value, compose.Value, check, ct);
        }
        return run;
    }

    /// <summary>The field was there when the act was accepted.</summary>
    private static string Why(Refusal refusal) => refusal.Code is "field-unknown" or "filter-field-unknown" ? "bulk-field-gone" : refusal.Code;

    /// <summary>Named records are taken as they were named; matching ones in the order of ids, which no edit changes.</summary>
    private async Task<Outcome<IReadOnlyList<Guid>>> NextAsync(BulkSelection selection, BulkRun run, CancellationToken ct) =>
        selection.Ids is { } named
            ? Outcome<IReadOnlyList<Guid>>.Done([.. named.Skip(run.Done).Take(BatchSize)])
            : await selected.AfterAsync(selection, run.LastId, BatchSize, ct);

    private async Task<BulkRun> BatchAsync(BulkRun run, IReadOnlyList<Guid> ids, Func<Guid, RecordWrite> compose, Func<Task> check, CancellationToken ct)
    {
        var before = run.Done;
        for (var attempt = 1; ; attempt++)
        {
            await check();
            var settling = run;
            var outcome = await store.WriteAsync(new WriteBatch(run.RecordType!, [.. ids.Select(compose)])
            {
                Cause = ChangeCause.Bulk,
                CauseId = run.Id,
                ChangeSetId = run.ChangeSetId,
                SkipRefused = true,
                Along = (db, summary) => progress.Settle(db, settling, ids, summary.Results, ids.Count < BatchSize),
            }, ct);
            if (outcome.Succeeded)
                return run;
            // Somebody saved one of these records in between: look at all of them again.
            run = (await progress.LoadAsync(run.Id, ct))!;
            if (run.Done != before)
                throw new WorkLostException();
            if (attempt == MostRaces)
                throw new InvalidOperationException($"The batch behind {before} records was refused as a whole: {outcome.Refusals[0]}.");
        }
    }
}
