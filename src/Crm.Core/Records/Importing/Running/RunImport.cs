using Crm.Core.Data;
using Crm.Core.Files;
using Crm.Core.Identity;
using Crm.Core.Jobs;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Importing.Running;

/// <summary>
/// Takes the rows of a file into the records, in batches that commit together with the progress: after a crash it goes on
/// behind the last settled row, with nothing lost and nothing twice. Acts for the person who started it, with present rights.
/// </summary>
internal sealed class RunImport(
    ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, ActorDirectory directory, RecordStore store, IFileStore files,
    ImportProgress progress, AddChoices addChoices, TimeProvider clock) : IWorkHandler
{
    public const string WorkKind = "import";
    public const int BatchSize = 500;
    private const int MostRaces = 5;

    public string Kind => WorkKind;

    public async Task RunAsync(WorkContext work)
    {
        if (await progress.LoadAsync(work.TargetId, work.Ct) is not { State: ImportState.Queued or ImportState.Running } run)
            return;
        actors.Enter(ct => directory.MemberAsync(run.CreatedById, ct));
        try
        {
            if (await TakeAsync(work, run) is { } refusal)
                await progress.FailAsync(run.Id, refusal, work.Ct);
        }
        catch (ActorGoneException)
        {
            await progress.FailAsync(run.Id, new Refusal(ImportRefusal.PersonGone), work.Ct);
        }
    }

    public Task GiveUpAsync(WorkContext work) => progress.FailAsync(work.TargetId, new Refusal(ImportRefusal.Broken), work.Ct);

    private async Task<Refusal?> TakeAsync(WorkContext work, ImportRun run)
    {
        var ct = work.Ct;
        var plan = ImportPlan.FromJson(run.PlanJson);
        var context = await ContextAsync(run, plan, ct);
        if (!context.Succeeded)
            return context.Refusals[0];

        await using (var content = await files.OpenAsync(run.StoredFile, ct))
        {
            if (content is null)
                return new Refusal(ImportRefusal.FileGone);
            var rows = await OpenCsv.RunAsync(content, plan.Format, ct);
            if (!rows.Succeeded)
                return rows.Refusals[0];
            var survey = await SurveyFile.OfAsync(context.Value, rows.Value, ct);
            await work.CheckAsync();
            if (await addChoices.RunAsync(context.Value, survey.NewChoices, ct) is { } refusal)
                return refusal;
            run = await BeginAsync(run, survey.Rows, context.Value.Actor, ct);
            if (survey.NewChoices.Count > 0)
                context = await ContextAsync(run, plan, ct);
            if (await RowsAsync(work, run, context.Value, survey) is not { } done)
                return null;
            run = done;
            if (context.Value.SelfReference is not null)
                await LinkAsync(work, run, context.Value, survey);
        }
        await progress.ChangeAsync(run.Id, r => (r.State, r.FinishedAt) = (ImportState.Finished, clock.GetUtcNow().UtcDateTime), ct);
        return null;
    }

    private async Task<Outcome<ImportContext>> ContextAsync(ImportRun run, ImportPlan plan, CancellationToken ct) =>
        ImportContext.Of(run.Id, run.RecordType, plan, await schemas.GetAsync(ct), await actors.GetAsync(ct));

    /// <summary>The first time, the act is opened that will hold every change.</summary>
    private Task<ImportRun> BeginAsync(ImportRun run, int rows, Actor actor, CancellationToken ct)
    {
        if (run.ChangeSetId is not null)
            return Task.FromResult(run);
        var now = clock.GetUtcNow().UtcDateTime;
        var set = Ids.Next();
        return progress.ChangeAsync(run.Id,
            r => (r.State, r.StartedAt, r.RowsTotal, r.ChangeSetId) = (ImportState.Running, now, rows, set), ct,
            db => db.Set<ChangeSet>().Add(new ChangeSet
            {
                Id = set,
                At = now,
                ActorId = actor.MemberId,
                ActorName = actor.Name,
                Cause = ChangeCause.Import,
                CauseId = run.Id,
            }));
    }

    /// <returns>The run after its last row; null when it was stopped.</returns>
    private async Task<ImportRun?> RowsAsync(WorkContext work, ImportRun run, ImportContext context, SurveyFile survey)
    {
        var ct = work.Ct;
        await using var content = (await files.OpenAsync(run.StoredFile, ct))!;
        var rows = (await OpenCsv.RunAsync(content, context.Plan.Format, ct)).Value;
        var compose = new ComposeWrites(context, dbs, survey.Titles);
        await foreach (var batch in RowBatches.OfAsync(rows, run.RowsDone, BatchSize, compose.MatchTextOf, ct))
        {
            if (await progress.StopRequestedAsync(run.Id, ct))
            {
                await progress.ChangeAsync(run.Id, r => (r.State, r.FinishedAt) = (ImportState.Stopped, clock.GetUtcNow().UtcDateTime), ct);
                return null;
            }
            run = await BatchAsync(work, run, context, survey, batch);
        }
        return run;
    }

    private async Task<ImportRun> BatchAsync(WorkContext work, ImportRun run, ImportContext context, SurveyFile survey, RowBatch batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Books that a race proved wrong are thrown away together with their context.
            var used = attempt == 1 ? context : (await ContextAsync(run, context.Plan, work.Ct)).Value;
            await work.CheckAsync();
            var make = new MakeReferences(used, store, run.ChangeSetId!.Value);
            var rows = await new ComposeWrites(used, dbs, survey.Titles).RunAsync(batch.Rows, r => make.RunAsync(r, work.Ct), work.Ct);
            var accepted = rows.Where(r => r.Write is not null).ToList();
            await work.CheckAsync();
            var outcome = await store.WriteAsync(new WriteBatch(used.Type.Name, [.. accepted.Select(r => r.Write!)])
            {
                Cause = ChangeCause.Import,
                CauseId = run.Id,
                ChangeSetId = run.ChangeSetId,
                SkipRefused = true,
                Along = (db, summary) => ImportProgress.Settle(db, run, batch.UpTo, rows, [.. accepted.Zip(summary.Results)]),
            }, work.Ct);
            if (outcome.Succeeded)
            {
                foreach (var row in accepted.Where(r => !r.IsRefused))
                    context.Remember(row.Values, row.Write!.Id);
                return run;
            }

            var before = batch.Before;
            run = (await progress.LoadAsync(run.Id, work.Ct))!;
            if (run.RowsDone != before)
                throw new WorkLostException();
            if (attempt == MostRaces)
                throw new InvalidOperationException($"The batch after row {before} was refused as a whole: {outcome.Refusals[0]}.");
        }
    }

    /// <summary>Rows that name other rows of the file are linked when all are there. Doing it twice changes nothing.</summary>
    private async Task LinkAsync(WorkContext work, ImportRun run, ImportContext context, SurveyFile survey)
    {
        var ct = work.Ct;
        HashSet<int> refused;
        await using (var db = dbs.Open())
            refused = [.. await db.Set<ImportProblem>().Where(p => p.ImportRunId == run.Id).Select(p => p.Row).ToListAsync(ct)];
        await using var content = (await files.OpenAsync(run.StoredFile, ct))!;
        var rows = (await OpenCsv.RunAsync(content, context.Plan.Format, ct)).Value;
        var compose = new ComposeWrites(context, dbs, survey.Titles);
        await foreach (var batch in RowBatches.OfAsync(rows, 0, BatchSize, compose.MatchTextOf, ct))
        {
            var links = await compose.LinkAsync(batch.Rows, r => !refused.Contains((int)r.Number), ct);
            if (links.Count == 0)
                continue;
            var accepted = links.Where(r => r.Write is not null).ToList();
            await work.CheckAsync();
            var outcome = await store.WriteAsync(new WriteBatch(context.Type.Name, [.. accepted.Select(r => r.Write!)])
            {
                Cause = ChangeCause.Import,
                CauseId = run.Id,
                ChangeSetId = run.ChangeSetId,
                SkipRefused = true,
                Along = (db, summary) =>
                {
                    foreach (var (row, result) in accepted.Zip(summary.Results))
                        row.Refusals.AddRange(result.Refusals);
                    db.Set<ImportProblem>().AddRange(links.Where(r => r.IsRefused).Select(r => ImportProgress.Problem(run.Id, r)));
                },
            }, ct);
            if (!outcome.Succeeded)
                throw new InvalidOperationException($"The links of the rows up to {batch.UpTo} were refused as a whole: {outcome.Refusals[0]}.");
        }
    }
}
