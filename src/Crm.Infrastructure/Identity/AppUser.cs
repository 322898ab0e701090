using Microsoft.AspNetCore.Identity;

namespace Crm.Infrastructure.Identity;

/// <summary>One person's login on the platform; what it may do is said by a member row in each tenant.</summary>
public sealed class AppUser : IdentityUser<Guid>;
