using Crm.Core.Data;
using Crm.Core.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Running;

/// <summary>Does the waiting work of a row as the drain would.</summary>
internal static class WorkBench
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    /// <param name="ct">Ends the attempt in the middle, as a node that dies would.</param>
    public static async Task WorkAsync(this Company company, Guid targetId, CancellationToken ct = default)
    {
        var platforms = company.Database.Services.GetRequiredService<IPlatformDbFactory>();
        WorkItem item;
        await using (var platform = platforms.Open())
        {
            item = await platform.Set<WorkItem>().FirstAsync(w => w.TargetId == targetId && w.DoneAt == null, Ct);
            item.Fence++;
            await platform.SaveChangesAsync(Ct);
        }
        await using (var scope = company.As())
            await scope.ServiceProvider.GetServices<IWorkHandler>().Single(h => h.Kind == item.Kind)
                .RunAsync(new WorkContext(platforms, item.Id, item.TenantId, item.TargetId, item.Fence, ct));
        await using (var platform = platforms.Open())
            await platform.Set<WorkItem>().Where(w => w.Id == item.Id).ExecuteUpdateAsync(w => w.SetProperty(x => x.DoneAt, item.CreatedAt), Ct);
    }
}
