using System.Threading.RateLimiting;

namespace Crm.Web.Identity;

/// <summary>The doors where strangers may knock, and how often one network address may.</summary>
internal static class Doors
{
    private static readonly string[] Posts = ["/sign-in", "/sign-up", "/confirm", "/forgot-password", "/reset-password", "/find-workspace", "/invitation"];
    private static readonly string[] Reads = ["/sign-up/address", "/sign-in/ticket"];

    public static PartitionedRateLimiter<HttpContext> Limiter(LimitOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(http =>
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? "";
        if (Reads.Any(door => http.Request.Path.StartsWithSegments(door)))
            return Window($"read {address}", limits.PerAddress * 3);
        if (HttpMethods.IsPost(http.Request.Method) && Posts.Any(door => http.Request.Path.StartsWithSegments(door)))
            return Window($"post {address}", limits.PerAddress);
        return RateLimitPartition.GetNoLimiter("");
    });

    private static RateLimitPartition<string> Window(string key, int permits) => RateLimitPartition.GetSlidingWindowLimiter(key, _ =>
        new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 });
}
