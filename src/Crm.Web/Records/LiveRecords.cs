using System.Globalization;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Tenancy;

namespace Crm.Web.Records;

/// <summary>Lets a component show again what others changed: news of a moment are gathered into one refresh.</summary>
public sealed class LiveRecords(ChangeFeed feed, TenantScope scope, TimeProvider clock, ILogger<LiveRecords> log)
{
    /// <summary>Calls <paramref name="refresh"/> at most once each <paramref name="pause"/>; dispose to stop.</summary>
    public IDisposable Watch(Func<RecordsChanged, bool> concerns, Func<Task> refresh, TimeSpan pause)
    {
        // The news come on the writer's thread and would bring the writer's language along.
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var waiting = 0;
        return feed.Subscribe(scope.Tenant.Id, async changed =>
        {
            if (!concerns(changed) || Interlocked.Exchange(ref waiting, 1) == 1)
                return;
            await Task.Delay(pause, clock);
            Volatile.Write(ref waiting, 0);
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
            try
            {
                await refresh();
            }
            catch (Exception gone) when (gone is ObjectDisposedException or OperationCanceledException or ActorGoneException)
            {
                // The page was closed, or its reader lost the right to it, while the news were waiting.
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "A page could not be refreshed after a change of {RecordType}", changed.RecordType);
            }
        });
    }
}
