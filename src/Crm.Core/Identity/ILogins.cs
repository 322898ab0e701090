namespace Crm.Core.Identity;

/// <summary>A person's login on the platform. <paramref name="Stamp"/> changes whenever all its sessions shall end.</summary>
public sealed record Login(Guid Id, string Email, bool IsConfirmed, string Stamp);

/// <summary>Seam to wherever logins and passwords are kept. Whether a login may enter a tenant is for its member row to say.</summary>
public interface ILogins
{
    Task<Login?> FindAsync(string email, CancellationToken ct);

    Task<Login?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>The login of an e-mail; where there is none, one that waits unconfirmed and without password.</summary>
    Task<Login> FindOrAddAsync(string email, CancellationToken ct);

    /// <summary>
    /// The confirmed login that this password opens; null for every reason not to, in the same time. Failures in a row lock
    /// the login for a while, and a locked one answers as if the password were wrong.
    /// </summary>
    Task<Login?> CheckAsync(string email, string password, CancellationToken ct);

    /// <summary>Makes a password storable; slow on purpose.</summary>
    string Hash(string password);

    /// <summary>Gives the login a password by its hash, confirms its e-mail, lifts a lock and ends all its sessions.</summary>
    Task<Login> SetPasswordAsync(Guid id, string hash, CancellationToken ct);

    Task EndSessionsAsync(Guid id, CancellationToken ct);

    /// <summary>Remembers that the login has a member row in a tenant; the row itself says whether it is still active.</summary>
    Task JoinAsync(Guid id, Guid tenantId, CancellationToken ct);

    Task<IReadOnlyList<Guid>> TenantsOfAsync(Guid id, CancellationToken ct);

    /// <summary>Keeps one value a purpose beside the login; a newer one replaces it.</summary>
    Task KeepAsync(Guid id, string purpose, string value, CancellationToken ct);

    /// <summary>Takes the kept value away if it is the wanted one: of two who try at once, one gets it. Null otherwise.</summary>
    Task<string?> TakeAsync(Guid id, string purpose, Predicate<string> wanted, CancellationToken ct);
}
