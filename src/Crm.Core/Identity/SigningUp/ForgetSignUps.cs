using Crm.Core.Data;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity.SigningUp;

/// <summary>Removes sign-ups that nobody confirmed in time, so that their addresses are free again. Safe to repeat.</summary>
public sealed class ForgetSignUps(IPlatformDbFactory platforms, TimeProvider clock)
{
    /// <summary>So long after its link ran out a late visitor is still told what happened.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - Grace;
        await using var platform = platforms.Open();
        return await platform.Set<SignUp>().Where(s => s.ConfirmedAt == null && s.ExpiresAt < before).ExecuteDeleteAsync(ct);
    }
}
