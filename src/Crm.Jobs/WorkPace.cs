namespace Crm.Jobs;

/// <summary>How work is taken: how much at once, how long a lease lasts, how often a failure is tried again.</summary>
public sealed record WorkPace
{
    /// <summary>Items that one node works on at the same time.</summary>
    public int AtOnce { get; init; } = 2;

    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>When work of a tenant that is suspended is looked at again.</summary>
    public TimeSpan TenantAway { get; init; } = TimeSpan.FromMinutes(1);

    public int MostAttempts { get; init; } = 5;

    /// <summary>2, 8, 32, 128 seconds.</summary>
    public TimeSpan BackOff(int attempts) => FirstBackOff * Math.Pow(4, attempts - 1);

    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromSeconds(2);
}
