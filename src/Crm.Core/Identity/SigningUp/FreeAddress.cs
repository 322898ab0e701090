using Crm.Core.Data;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity.SigningUp;

/// <summary>Which addresses can be had: well-formed, not reserved, and unlike those of all tenants and waiting sign-ups.</summary>
public sealed class FreeAddress(IPlatformDbFactory platforms, TimeProvider clock)
{
    private const int MostProposals = 8;

    /// <summary>What is against the address, or null. A waiting sign-up of <paramref name="email"/> itself is no obstacle.</summary>
    public async Task<Refusal?> CheckAsync(string label, string? email, CancellationToken ct)
    {
        if (label.Length == 0)
            return new Refusal("address-missing", "address");
        return TenantAddress.Check(label) switch
        {
            AddressVerdict.Ok => await IsTakenAsync(label, email, ct) ? new Refusal("address-taken", "address") : null,
            AddressVerdict.TooShort => new Refusal("address-TooShort", "address", TenantAddress.MinLength),
            AddressVerdict.TooLong => new Refusal("address-TooLong", "address", TenantAddress.MaxLength),
            var verdict => new Refusal($"address-{verdict}", "address"),
        };
    }

    /// <summary>The best free address for a company's name; null when none comes to mind.</summary>
    public async Task<string?> ProposeAsync(string companyName, CancellationToken ct)
    {
        foreach (var label in TenantAddress.Propose(companyName).Take(MostProposals))
            if (!await IsTakenAsync(label, null, ct))
                return label;
        return null;
    }

    private async Task<bool> IsTakenAsync(string label, string? email, CancellationToken ct)
    {
        var skeleton = TenantAddress.Skeleton(label);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = platforms.Open();
        return await db.Tenants.AnyAsync(t => t.Skeleton == skeleton, ct)
            || await db.Set<SignUp>().AnyAsync(s => s.Skeleton == skeleton && s.ConfirmedAt == null && s.ExpiresAt > now && s.Email != email, ct);
    }
}
