using System.Collections.Concurrent;

namespace Crm.Core.Records.Changes;

/// <summary>
/// That records changed and were committed; receivers read again what they may see. No ids means many: any of the type may have
/// changed.
/// </summary>
public sealed record RecordsChanged(Guid TenantId, string RecordType, IReadOnlyList<Guid> Ids, Guid ChangeSetId, Guid? ActorId)
{
    public bool MayTouch(Guid id) => Ids.Count == 0 || Ids.Contains(id);
}

/// <summary>Tells open pages of this process what was committed, here or on another node. A subscriber hears its own tenant only.</summary>
public sealed class ChangeFeed
{
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<object, Func<RecordsChanged, Task>>> tenants = [];

    /// <summary>The tenants with open pages here.</summary>
    public IReadOnlyList<Guid> Tenants => [.. tenants.Where(t => !t.Value.IsEmpty).Select(t => t.Key)];

    /// <summary>Called after each commit in the tenant, on the committing thread's pool; quick handlers only. Dispose to stop.</summary>
    public IDisposable Subscribe(Guid tenantId, Func<RecordsChanged, Task> heard)
    {
        var listeners = tenants.GetOrAdd(tenantId, _ => []);
        var key = new object();
        // Whoever commits lends the thread: without its own context an open page would speak the committer's language.
        var own = ExecutionContext.Capture();
        listeners[key] = own is null ? heard : changed =>
        {
            var hearing = Task.CompletedTask;
            ExecutionContext.Run(own, _ => hearing = heard(changed), null);
            return hearing;
        };
        return new Subscription(() => listeners.TryRemove(key, out _));
    }

    public void Publish(RecordsChanged changed)
    {
        if (!tenants.TryGetValue(changed.TenantId, out var listeners))
            return;
        foreach (var heard in listeners.Values)
            _ = TellAsync(heard, changed);
    }

    // The records are committed: a page that fails at the news must not make the save look failed.
    private static async Task TellAsync(Func<RecordsChanged, Task> heard, RecordsChanged changed)
    {
        try
        {
            await heard(changed);
        }
        catch (Exception)
        {
            // The page is stale until it reads again; nobody else needs to know.
        }
    }

    private sealed class Subscription(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
