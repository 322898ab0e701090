using System.Globalization;
using Crm.Core.Records.Bulk;
using Crm.Core.Records.Changes;
using Crm.Core.Shared;
using Crm.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Bulk;

/// <summary>
/// Starts acts on many records and undoes acts for this circuit: small ones are announced at once with their undo, large ones
/// are followed by the shell's progress bar wherever the person goes.
/// </summary>
public sealed class BulkWatch(
    StartBulk start, StartUndo undo, FindUndoConflicts conflicts, BulkRuns runs, Toasts toasts, RefusalText refusals, NavigationManager nav, IStringLocalizer<BulkTexts> texts)
{
    private readonly List<BulkRun> moving = [];

    public event Action? Changed;

    public IReadOnlyList<BulkRun> Moving => moving;

    /// <returns>Whether it began.</returns>
    public async Task<bool> StartAsync(BulkSelection selection, BulkAct act)
    {
        var outcome = await start.RunAsync(selection, act, default);
        if (!outcome.Succeeded)
        {
            toasts.Warn(refusals.Of(outcome.Refusals[0]));
            return false;
        }
        if (outcome.Value.IsMoving)
            Follow(outcome.Value);
        else
            await AnnounceAsync(outcome.Value);
        return true;
    }

    /// <summary>Undoes an act. Where something changed since, the person is asked field by field on the act's own page.</summary>
    public async Task UndoAsync(Guid changeSetId)
    {
        var outlook = await conflicts.RunAsync(changeSetId, default);
        if (!outlook.Succeeded)
            toasts.Warn(refusals.Of(outlook.Refusals[0]));
        else if (outlook.Value.ConflictCount > 0)
            nav.NavigateTo($"/settings/changes/{changeSetId}");
        else
            await UndoAsync(changeSetId, UndoChoices.Keep);
    }

    /// <returns>Whether it began.</returns>
    public async Task<bool> UndoAsync(Guid changeSetId, UndoChoices choices)
    {
        var outcome = await undo.RunAsync(changeSetId, choices, default);
        if (!outcome.Succeeded)
        {
            toasts.Warn(refusals.Of(outcome.Refusals[0]));
            return false;
        }
        if (outcome.Value.Run is { } run)
            Follow(run);
        else if (outcome.Value.Done is { KeptBecauseChanged: > 0 } partly)
            toasts.Warn(texts["undone-partly", Number(partly.Undone), Number(partly.KeptBecauseChanged)]);
        else
            toasts.Say(texts["undone"], outcome.Value.Done!.ChangeSetId);
        return true;
    }

    public void Follow(BulkRun run)
    {
        if (moving.All(r => r.Id != run.Id))
            moving.Add(run);
        Changed?.Invoke();
    }

    /// <summary>Looks how far the followed runs are and announces those that have ended.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        foreach (var known in moving.ToList())
        {
            var now = await runs.FindAsync(known.Id, ct);
            var at = moving.IndexOf(known);
            if (now is { IsMoving: true })
            {
                moving[at] = now;
                continue;
            }
            moving.RemoveAt(at);
            if (now is not null)
                await AnnounceAsync(now);
        }
        Changed?.Invoke();
    }

    private async Task AnnounceAsync(BulkRun run)
    {
        if (run.State == BulkState.Failed)
            toasts.Warn(refusals.Of(run.Problem ?? "bulk-broken"));
        if (run.Changed > 0)
            toasts.Say(texts[run.State == BulkState.Stopped ? $"stopped-{run.Kind}" : $"done-{run.Kind}", Number(run.Changed)], run.ChangeSetId);
        else if (run is { State: BulkState.Finished, Refused: 0 })
            toasts.Say(texts["nothing-changed"]);
        if (run.Refused == 0)
            return;
        var why = run.Kind == BulkKind.Undo ? texts["changed-since"].Value
            : (await runs.RefusalsAsync(run.Id, 1, default)) is [var first] ? refusals.Of(first.Refusal) : "";
        toasts.Warn(texts["left", Number(run.Refused), why]);
    }

    private static string Number(int count) => count.ToString("#,0", CultureInfo.CurrentCulture);
}
