using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Crm.Web.Identity;

/// <summary>Settings of the section <c>Limits</c>, for the doors that take a password, an e-mail or an address.</summary>
public sealed class LimitOptions
{
    /// <summary>Posts a minute from one network address.</summary>
    public int PerAddress { get; set; } = 120;

    /// <summary>Passwords a minute for one e-mail, right or wrong; wrong ones lock the login much earlier.</summary>
    public int PerAccount { get; set; } = 60;

    /// <summary>Mails in ten minutes that strangers can have sent to one e-mail.</summary>
    public int MailsPerAccount { get; set; } = 12;
}

/// <summary>How often one e-mail is tried or written to, from wherever.</summary>
internal sealed class AttemptLimits(IOptions<LimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> tries = Each(options.Value.PerAccount, TimeSpan.FromMinutes(1));
    private readonly PartitionedRateLimiter<string> mails = Each(options.Value.MailsPerAccount, TimeSpan.FromMinutes(10));

    /// <summary>Counts a password; false when there were too many.</summary>
    public bool Allows(string? email) => Counts(tries, email);

    /// <summary>Counts a mail; false when there were too many.</summary>
    public bool AllowsMail(string? email) => Counts(mails, email);

    public void Dispose()
    {
        tries.Dispose();
        mails.Dispose();
    }

    private static bool Counts(PartitionedRateLimiter<string> limiter, string? email)
    {
        using var lease = limiter.AttemptAcquire((email ?? "").Trim().ToUpperInvariant());
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Each(int permits, TimeSpan window) => PartitionedRateLimiter.Create<string, string>(account =>
        RateLimitPartition.GetSlidingWindowLimiter(account, _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = window, SegmentsPerWindow = 6 }));
}
