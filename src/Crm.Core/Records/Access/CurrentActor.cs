namespace Crm.Core.Records.Access;

/// <summary>Finds the present rights of somebody; null when they have none any more.</summary>
public delegate ValueTask<Actor?> ActorLookup(CancellationToken ct);

/// <summary>
/// Who acts in this request, circuit or job; scoped. Whoever opens the scope says how to look the person up; rights are read
/// again when they are older than <see cref="MaxAge"/>, so that one that was taken away is gone from open circuits too.
/// </summary>
public sealed class CurrentActor(TimeProvider clock)
{
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(20);

    private ActorLookup? lookup;
    private Actor? actor;
    private DateTimeOffset readAt;

    public bool IsSet => lookup is not null;

    /// <summary>The actor as last read, for what is not a matter of rights, such as how a time is shown; null before the first reading.</summary>
    public Actor? Known => actor;

    public void Enter(ActorLookup find)
    {
        lookup = find;
        actor = null;
    }

    public void Enter(Actor known) => Enter(_ => ValueTask.FromResult<Actor?>(known));

    /// <summary>The actor's present rights. Throws <see cref="ActorGoneException"/> when they were deactivated meanwhile.</summary>
    public async ValueTask<Actor> GetAsync(CancellationToken ct)
    {
        if (lookup is null)
            throw new InvalidOperationException("Nobody was entered as acting in this scope.");
        if (actor is null || clock.GetUtcNow() - readAt > MaxAge)
        {
            actor = await lookup(ct);
            readAt = clock.GetUtcNow();
        }
        return actor ?? throw new ActorGoneException();
    }

    /// <summary>Reads the rights anew at the next question.</summary>
    public void Refresh() => readAt = DateTimeOffset.MinValue;
}

/// <summary>The member or key that this scope acts for may no longer act.</summary>
public sealed class ActorGoneException() : Exception("The acting member or key is no longer active.");
