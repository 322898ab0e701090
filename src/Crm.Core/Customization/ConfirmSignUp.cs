using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Identity.SigningUp;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization;

/// <summary>The company that stands ready, and the one-time ticket that signs its owner in there.</summary>
public sealed record OpenedTenant(TenantInfo Tenant, string Ticket);

/// <summary>
/// Makes the company of a sign-up whose mailed link was followed. Must run in a scope without a tenant: it enters the new
/// one. After a crash half-way the same link goes on where it stopped; once the company is ready, the link is spent.
/// </summary>
public sealed class ConfirmSignUp(
    IPlatformDbFactory platforms, ILogins logins, LoginLinks links, TenantScope scope, ProvisionTenant provision, TenantDirectory directory, TimeProvider clock)
{
    public static readonly TimeSpan Trial = TimeSpan.FromDays(14);

    /// <summary>The waiting sign-up of a link, for the page that asks; null when the link is spent, unknown or too old.</summary>
    public async Task<SignUp?> FindAsync(string token, CancellationToken ct)
    {
        await using var db = platforms.Open();
        return await WaitingAsync(db, token, ct) is var (signUp, _) ? signUp : null;
    }

    public async Task<Outcome<OpenedTenant>> RunAsync(string token, CancellationToken ct)
    {
        await using var db = platforms.Open();
        if (await WaitingAsync(db, token, ct) is not var (signUp, tenant))
            return new Refusal("link-invalid");
        if (tenant is null)
        {
            tenant = Make(signUp);
            db.Tenants.Add(tenant);
            (signUp.ConfirmedAt, signUp.TenantId) = (tenant.CreatedAt, tenant.Id);
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException failure) when (db.IsUniqueViolation(failure))
            {
                return new Refusal("address-taken", "address");
            }
        }

        if (await logins.TakeAsync(signUp.UserId, RequestSignUp.PasswordOf(signUp), _ => true, ct) is { } hash
            && await logins.FindAsync(signUp.UserId, ct) is { IsConfirmed: false })
            await logins.SetPasswordAsync(signUp.UserId, hash, ct);
        scope.Enter(tenant.ToInfo());
        await provision.RunAsync(new FirstMember(signUp.UserId, signUp.PersonName, signUp.Email), ct);
        await logins.JoinAsync(signUp.UserId, tenant.Id, ct);

        tenant.ReadyAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(ct);
        directory.Forget(tenant.ToInfo());
        return new OpenedTenant(tenant.ToInfo(), await links.MakeAsync(signUp.UserId, SignInTicket.For(tenant.Id), SignInTicket.Life, ct));
    }

    private async Task<(SignUp, Tenant?)?> WaitingAsync(IPlatformDb db, string token, CancellationToken ct)
    {
        var hash = LinkSecret.HashOf(token);
        if (await db.Set<SignUp>().FirstOrDefaultAsync(s => s.TokenHash == hash, ct) is not { } signUp)
            return null;
        if (signUp.ConfirmedAt is null)
            return signUp.ExpiresAt > clock.GetUtcNow().UtcDateTime ? (signUp, null) : null;
        var begun = await db.Tenants.FirstOrDefaultAsync(t => t.Id == signUp.TenantId && t.ReadyAt == null, ct);
        return begun is null ? null : (signUp, begun);
    }

    private Tenant Make(SignUp signUp)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return new Tenant
        {
            Id = Ids.Next(),
            Address = signUp.Address,
            Skeleton = signUp.Skeleton,
            Name = signUp.CompanyName,
            Currency = signUp.Currency,
            TimeZone = signUp.TimeZone,
            Culture = signUp.Culture,
            Template = signUp.Template,
            CreatedAt = now,
            TrialEndsAt = now + Trial,
        };
    }
}
