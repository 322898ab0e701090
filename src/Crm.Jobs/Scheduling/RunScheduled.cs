using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Jobs.Scheduling;

/// <summary>Runs one job now: for the platform, or for each active tenant in a scope of its own, where one failure leaves the others their turn.</summary>
internal sealed partial class RunScheduled(IPlatformDbFactory platforms, TenantDirectory tenants, IServiceScopeFactory scopes, ILogger<RunScheduled> log)
{
    public async Task RunAsync(ScheduledJob job, CancellationToken ct)
    {
        if (!job.IsOfEachTenant)
        {
            await using var scope = scopes.CreateAsyncScope();
            Report(job, await job.Work(scope.ServiceProvider, ct), null);
            return;
        }
        List<Guid> active;
        await using (var platform = platforms.Open())
            active = await platform.Tenants.AsNoTracking().Where(t => t.ReadyAt != null).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync(ct);
        foreach (var id in active)
        {
            ct.ThrowIfCancellationRequested();
            if (await tenants.FindAsync(id, ct) is { State: TenantState.Active } tenant)
                await OneAsync(job, tenant, ct);
        }
    }

    private async Task OneAsync(ScheduledJob job, TenantInfo tenant, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Enter(Actor.System(job.Name));
            Report(job, await job.Work(scope.ServiceProvider, ct), tenant.Id);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failed(log, failure, job.Name, tenant.Id);
        }
    }

    private void Report(ScheduledJob job, int done, Guid? tenant)
    {
        if (done > 0)
            Did(log, job.Name, done, tenant);
    }

    [LoggerMessage(LogLevel.Information, "{Job} settled {Count} for {Tenant}.")]
    private static partial void Did(ILogger log, string job, int count, Guid? tenant);

    [LoggerMessage(LogLevel.Error, "{Job} failed for {Tenant}; the next time it is tried again.")]
    private static partial void Failed(ILogger log, Exception failure, string job, Guid tenant);
}
