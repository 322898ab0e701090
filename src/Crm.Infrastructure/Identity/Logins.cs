using System.Security.Claims;
using Crm.Core.Identity;
using Crm.Core.Shared;
using Crm.Infrastructure.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Identity;

/// <summary>Logins over ASP.NET Core Identity; each operation has a scope, and so a database, of its own.</summary>
internal sealed class Logins(IServiceScopeFactory scopes, IPasswordHasher<AppUser> hasher) : ILogins
{
    private const string Provider = "crm";
    private const string TenantClaim = "tenant";

    private static readonly AppUser Nobody = new();
    private readonly Lazy<string> decoy = new(() => hasher.HashPassword(Nobody, "nobody has this password"));

    public Task<Login?> FindAsync(string email, CancellationToken ct) => InScope(async users => Of(await users.FindByEmailAsync(email)));

    public Task<Login?> FindAsync(Guid id, CancellationToken ct) => InScope(async users => Of(await users.FindByIdAsync(id.ToString())));

    public Task<Login> FindOrAddAsync(string email, CancellationToken ct) => InScope(async users =>
    {
        if (await users.FindByEmailAsync(email) is { } known)
            return Of(known)!;
        var user = new AppUser { Id = Ids.Next(), UserName = email, Email = email };
        Checked(await users.CreateAsync(user));
        return Of(user)!;
    });

    public Task<Login?> CheckAsync(string email, string password, CancellationToken ct) => InScope(async users =>
    {
        var user = await users.FindByEmailAsync(email);
        if (user is not { EmailConfirmed: true, PasswordHash: not null } || await users.IsLockedOutAsync(user))
        {
            // Takes as long as for somebody who exists.
            hasher.VerifyHashedPassword(Nobody, decoy.Value, password);
            return null;
        }
        if (!await users.CheckPasswordAsync(user, password))
        {
            await users.AccessFailedAsync(user);
            return null;
        }
        if (user.AccessFailedCount > 0)
            await users.ResetAccessFailedCountAsync(user);
        return Of(user);
    });

    public string Hash(string password) => hasher.HashPassword(Nobody, password);

    public Task<Login> SetPasswordAsync(Guid id, string hash, CancellationToken ct) => InScope(async users =>
    {
        var user = await FoundAsync(users, id);
        user.PasswordHash = hash;
        user.EmailConfirmed = true;
        user.AccessFailedCount = 0;
        user.LockoutEnd = null;
        Checked(await users.UpdateSecurityStampAsync(user));
        return Of(user)!;
    });

    public Task EndSessionsAsync(Guid id, CancellationToken ct) => InScope(async users =>
        Checked(await users.UpdateSecurityStampAsync(await FoundAsync(users, id))));

    public Task JoinAsync(Guid id, Guid tenantId, CancellationToken ct) => InScope(async users =>
    {
        var user = await FoundAsync(users, id);
        var claim = new Claim(TenantClaim, tenantId.ToString());
        return (await users.GetClaimsAsync(user)).Any(c => c.Type == claim.Type && c.Value == claim.Value) || Checked(await users.AddClaimAsync(user, claim));
    });

    public Task<IReadOnlyList<Guid>> TenantsOfAsync(Guid id, CancellationToken ct) => InScope<IReadOnlyList<Guid>>(async users =>
        [.. (await users.GetClaimsAsync(await FoundAsync(users, id))).Where(c => c.Type == TenantClaim).Select(c => Guid.Parse(c.Value))]);

    public Task KeepAsync(Guid id, string purpose, string value, CancellationToken ct) => InScope(async users =>
        Checked(await users.SetAuthenticationTokenAsync(await FoundAsync(users, id), Provider, purpose, value)));

    public async Task<string?> TakeAsync(Guid id, string purpose, Predicate<string> wanted, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var db = scope.ServiceProvider.GetRequiredService<Databases>().Platform();
        var kept = await db.Set<IdentityUserToken<Guid>>().AsNoTracking()
            .FirstOrDefaultAsync(t => t.UserId == id && t.LoginProvider == Provider && t.Name == purpose, ct);
        if (kept?.Value is not { } value || !wanted(value))
            return null;
        // The row that one of two takers deletes is gone for the other.
        var gone = await db.Set<IdentityUserToken<Guid>>()
            .Where(t => t.UserId == id && t.LoginProvider == Provider && t.Name == purpose && t.Value == value).ExecuteDeleteAsync(ct);
        return gone == 1 ? value : null;
    }

    private async Task<T> InScope<T>(Func<UserManager<AppUser>, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>());
    }

    private static async Task<AppUser> FoundAsync(UserManager<AppUser> users, Guid id) =>
        await users.FindByIdAsync(id.ToString()) ?? throw new InvalidOperationException("The login does not exist.");

    private static bool Checked(IdentityResult result) => result.Succeeded
        ? true
        : throw new InvalidOperationException($"The login could not be saved: {string.Join(", ", result.Errors.Select(e => e.Code))}");

    private static Login? Of(AppUser? user) => user is null ? null : new Login(user.Id, user.Email!, user.EmailConfirmed, user.SecurityStamp!);
}
