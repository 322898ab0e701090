namespace Crm.Web.Shell;

/// <summary>
/// One handler for each row of a list, the same at every rendering. A lambda in the markup would be another one each time, and
/// each would be sent to the browser again, of every row that stayed as it was.
/// </summary>
internal sealed class KeyedHandlers<TKey>(Func<TKey, Task> act) where TKey : notnull
{
    private const int Most = 1000;

    private readonly Dictionary<TKey, Func<Task>> handlers = [];

    public Func<Task> this[TKey key]
    {
        get
        {
            if (!handlers.TryGetValue(key, out var handler))
            {
                if (handlers.Count >= Most)
                    handlers.Clear();
                handlers[key] = handler = () => act(key);
            }
            return handler;
        }
    }
}
