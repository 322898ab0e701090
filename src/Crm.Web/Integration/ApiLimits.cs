using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Crm.Web.Integration;

/// <summary>Whose requests are counted together.</summary>
internal readonly record struct ApiCaller(Guid TenantId, string Who);

/// <summary>Limits how often a key, and all keys of a tenant together, may ask. Counted per process.</summary>
internal sealed class ApiLimits : IDisposable
{
    private readonly PartitionedRateLimiter<ApiCaller> callers;
    private readonly PartitionedRateLimiter<ApiCaller> tenants;
    private readonly PartitionedRateLimiter<ApiCaller> failures;
    private readonly ApiOptions limits;

    public ApiLimits(IOptions<ApiOptions> options)
    {
        limits = options.Value;
        callers = PartitionedRateLimiter.Create<ApiCaller, ApiCaller>(c => Bucket(c, limits.RequestsPerMinute));
        tenants = PartitionedRateLimiter.Create<ApiCaller, Guid>(c => Bucket(c.TenantId, limits.RequestsPerMinuteOfTenant ?? (int)Math.Min(int.MaxValue, limits.RequestsPerMinute * 10L)));
        failures = PartitionedRateLimiter.Create<ApiCaller, ApiCaller>(c => Bucket(c, limits.FailuresPerMinute));
    }

    /// <summary>Takes one request off the caller's and its tenant's account and says in headers what is left; null when it may go on, else the seconds to wait.</summary>
    public int? Take(HttpContext http, ApiCaller caller)
    {
        using var own = callers.AttemptAcquire(caller);
        var left = callers.GetStatistics(caller)?.CurrentAvailablePermits ?? 0;
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = limits.RequestsPerMinute.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = ((limits.RequestsPerMinute - left) * 60L / limits.RequestsPerMinute).ToString(CultureInfo.InvariantCulture);
        if (!own.IsAcquired)
            return Wait(own);
        using var shared = tenants.AttemptAcquire(caller);
        return shared.IsAcquired ? null : Wait(shared);
    }

    /// <summary>Counts a failed attempt; null while there were few, else the seconds to wait.</summary>
    public int? TakeFailure(ApiCaller caller)
    {
        using var lease = failures.AttemptAcquire(caller);
        return lease.IsAcquired ? null : Wait(lease);
    }

    public void Dispose()
    {
        callers.Dispose();
        tenants.Dispose();
        failures.Dispose();
    }

    private static int Wait(RateLimitLease refused) =>
        refused.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;

    private static RateLimitPartition<TKey> Bucket<TKey>(TKey key, int perMinute)
    {
        // Refilled once a second where the limit allows, so that nobody waits for the end of a minute.
        var atOnce = Math.Max(1, perMinute / 60);
        return RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = atOnce,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)atOnce / perMinute),
            QueueLimit = 0,
        });
    }
}
