using System.Threading.RateLimiting;

namespace Crm.Web.Identity;

/// <summary>Settings of the section <c>Limits</c>: tries a minute at the doors that take a password, an e-mail or an address.</summary>
public sealed class LimitOptions
{
    public int PerAddress { get; set; } = 60;

    public int PerAccount { get; set; } = 15;
}

/// <summary>How often one account is tried, from wherever: sign-in, sign-up and forgotten passwords together.</summary>
internal sealed class AttemptLimits(Microsoft.Extensions.Options.IOptions<LimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> accounts = PartitionedRateLimiter.Create<string, string>(account =>
        RateLimitPartition.GetSlidingWindowLimiter(account, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = options.Value.PerAccount,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
        }));

    /// <summary>Counts a try; false when there were too many.</summary>
    public bool Allows(string? email)
    {
        using var lease = accounts.AttemptAcquire((email ?? "").Trim().ToUpperInvariant());
        return lease.IsAcquired;
    }

    public void Dispose() => accounts.Dispose();
}
