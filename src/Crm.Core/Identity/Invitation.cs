using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Identity;

/// <summary>A colleague was asked to join; the member row exists already and owns records, the login comes on acceptance.</summary>
public sealed class Invitation : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public required Guid MemberId { get; init; }

    public required string Email { get; init; }

    /// <summary>SHA-256 of the token in the mailed link, in hexadecimal.</summary>
    public required string TokenHash { get; set; }

    public required Guid InvitedById { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime ExpiresAt { get; set; }

    public DateTime? AcceptedAt { get; set; }

    public DateTime? RevokedAt { get; set; }
}
