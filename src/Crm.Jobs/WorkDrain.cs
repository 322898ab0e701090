using Crm.Core.Data;
using Crm.Core.Jobs;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Jobs;

/// <summary>
/// Takes due work, a few items at once, from the tenants in turn. Every taking is a lease with a fencing number: a node that
/// dies loses it after <see cref="WorkPace.Lease"/>, and any node goes on from the work's own progress.
/// </summary>
public sealed partial class WorkDrain(
    IPlatformDbFactory platforms, IServiceScopeFactory scopes, TenantDirectory tenants, WorkSignal signal, WorkPace pace,
    TimeProvider clock, ILogger<WorkDrain> log) : BackgroundService
{
    private readonly TakeWork takes = new(platforms, pace, clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new Dictionary<Task, Guid>();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                foreach (var done in running.Keys.Where(t => t.IsCompleted).ToList())
                    running.Remove(done);
                var item = running.Count < pace.AtOnce ? await TakeAsync(running.Values, stoppingToken) : null;
                if (item is not null)
                    running.Add(DoAsync(item, stoppingToken), item.TenantId);
                else
                    await Task.WhenAny([signal.WaitAsync(pace.Poll, stoppingToken), .. running.Keys]);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what runs is told by its own token.
        }
        await Task.WhenAll(running.Keys);
    }

    private async Task<WorkItem?> TakeAsync(IEnumerable<Guid> busy, CancellationToken ct)
    {
        try
        {
            return await takes.RunAsync([.. busy], ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The database may be away for a while; the work waits in it.
            CannotLook(log, failure);
            return null;
        }
    }

    private async Task DoAsync(WorkItem item, CancellationToken stopping)
    {
        await Task.Yield();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var finished = new CancellationTokenSource();
        var heartbeat = KeepAsync(item, lost, finished.Token);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await tenants.FindAsync(item.TenantId, stopping) is not { State: TenantState.Active } tenant)
            {
                await takes.PostponeAsync(item, pace.TenantAway, null, CancellationToken.None);
                return;
            }
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
            var handler = scope.ServiceProvider.GetServices<IWorkHandler>().FirstOrDefault(h => h.Kind == item.Kind)
                ?? throw new InvalidOperationException($"Nobody handles work of the kind {item.Kind}.");
            await AttemptAsync(handler, item, lost.Token, stopping);
        }
        catch (Exception failure)
        {
            // Handing the item back failed as well: its lease runs out, and it is taken again.
            Failed(log, failure, item.Kind, item.TargetId);
        }
        finally
        {
            await finished.CancelAsync();
            await heartbeat;
        }
    }

    private async Task AttemptAsync(IWorkHandler handler, WorkItem item, CancellationToken work, CancellationToken stopping)
    {
        var context = new WorkContext(platforms, item.Id, item.TenantId, item.TargetId, item.Fence, work);
        try
        {
            await handler.RunAsync(context);
            await takes.FinishAsync(item, null, CancellationToken.None);
        }
        catch (WorkLostException)
        {
            Lost(log, item.Kind, item.TargetId);
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            if (stopping.IsCancellationRequested)
                await takes.PostponeAsync(item, TimeSpan.Zero, null, CancellationToken.None);
        }
        catch (Exception failure)
        {
            Failed(log, failure, item.Kind, item.TargetId);
            if (item.Attempts < pace.MostAttempts)
            {
                await takes.PostponeAsync(item, pace.BackOff(item.Attempts), failure.Message, CancellationToken.None);
                return;
            }
            await handler.GiveUpAsync(new WorkContext(platforms, item.Id, item.TenantId, item.TargetId, item.Fence, CancellationToken.None));
            await takes.FinishAsync(item, failure.Message, CancellationToken.None);
        }
    }

    /// <summary>Renews the lease while the handler works; when another has the item, the handler is stopped.</summary>
    private async Task KeepAsync(WorkItem item, CancellationTokenSource lost, CancellationToken finished)
    {
        try
        {
            while (true)
            {
                await Task.Delay(pace.Lease / 3, clock, finished);
                try
                {
                    if (!await takes.RenewAsync(item, finished))
                    {
                        await lost.CancelAsync();
                        return;
                    }
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    // One missed beat is no loss; the lease outlives two.
                    CannotLook(log, failure);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The handler came to its end first.
        }
    }

    [LoggerMessage(LogLevel.Error, "Work {Kind} on {Target} failed.")]
    private static partial void Failed(ILogger log, Exception failure, string kind, Guid target);

    [LoggerMessage(LogLevel.Warning, "Work {Kind} on {Target} was taken over by another worker.")]
    private static partial void Lost(ILogger log, string kind, Guid target);

    [LoggerMessage(LogLevel.Warning, "The work queue could not be reached.")]
    private static partial void CannotLook(ILogger log, Exception failure);
}
