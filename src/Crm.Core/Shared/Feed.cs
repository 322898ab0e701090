using System.Collections.Concurrent;

namespace Crm.Core.Shared;

/// <summary>News for the open pages of this process. A subscriber hears what is published under its own key only.</summary>
public abstract class Feed<TKey, TNews> where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, ConcurrentDictionary<object, Func<TNews, Task>>> keys = [];

    /// <summary>The keys under which somebody listens here.</summary>
    protected IReadOnlyList<TKey> Heard => [.. keys.Where(k => !k.Value.IsEmpty).Select(k => k.Key)];

    /// <summary>Called on the publisher's thread; quick handlers only. Dispose to stop.</summary>
    public IDisposable Subscribe(TKey key, Func<TNews, Task> heard)
    {
        var listeners = keys.GetOrAdd(key, _ => []);
        var mine = new object();
        // Whoever publishes lends the thread: without its own context an open page would speak the publisher's language.
        var own = ExecutionContext.Capture();
        listeners[mine] = own is null ? heard : news =>
        {
            var hearing = Task.CompletedTask;
            ExecutionContext.Run(own, _ => hearing = heard(news), null);
            return hearing;
        };
        return new Subscription(() => listeners.TryRemove(mine, out _));
    }

    protected void Publish(TKey key, TNews news)
    {
        if (!keys.TryGetValue(key, out var listeners))
            return;
        foreach (var heard in listeners.Values)
            _ = TellAsync(heard, news);
    }

    // What the news are about is committed: a page that fails at them must not make the save look failed.
    private static async Task TellAsync(Func<TNews, Task> heard, TNews news)
    {
        try
        {
            await heard(news);
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
