using Crm.Core.Shared;

namespace Crm.Core.Tenancy;

/// <summary>A sign-up that waits for its e-mail to be confirmed; it holds the address for a while. The tenant is made on confirmation.</summary>
public sealed class SignUp
{
    public Guid Id { get; init; } = Ids.Next();

    public required Guid UserId { get; init; }

    public required string PersonName { get; init; }

    public required string Email { get; init; }

    public required string CompanyName { get; init; }

    public required string Address { get; init; }

    public required string Skeleton { get; init; }

    public required string Template { get; init; }

    public required string Culture { get; init; }

    public required string Currency { get; init; }

    public required string TimeZone { get; init; }

    /// <summary>SHA-256 of the token in the mailed link, in hexadecimal.</summary>
    public required string TokenHash { get; set; }

    public DateTime CreatedAt { get; init; }

    public DateTime ExpiresAt { get; set; }

    public DateTime? ConfirmedAt { get; set; }

    public Guid? TenantId { get; set; }
}
