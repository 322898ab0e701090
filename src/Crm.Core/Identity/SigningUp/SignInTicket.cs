namespace Crm.Core.Identity.SigningUp;

/// <summary>The one-time pass by which the base domain hands a fresh owner over to the tenant's own host.</summary>
public static class SignInTicket
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    public static string For(Guid tenantId) => $"sign-in {tenantId:N}";
}
