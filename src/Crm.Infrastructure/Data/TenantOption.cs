using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Data;

/// <summary>Whose data a context is for, as a part of its options: what is made of these options, or made ready again, is that tenant's.</summary>
/// <param name="Channel">Where the news of a save go; null where nobody listens (model questions).</param>
internal sealed record TenantOption(CrmModel Model, Guid TenantId, NodeChannel? Channel) : IDbContextOptionsExtension
{
    public DbContextOptionsExtensionInfo Info => new SameServices(this);

    /// <exception cref="ArgumentException">The options name no tenant.</exception>
    public static TenantOption Of(DbContextOptions options) => options.FindExtension<TenantOption>() is { } named && named.TenantId != Guid.Empty
        ? named
        : throw new ArgumentException("A tenant is needed.", nameof(options));

    public void ApplyServices(IServiceCollection services)
    {
        // The framework's own services do for every tenant.
    }

    public void Validate(IDbContextOptions options)
    {
        // The context itself asks, by Of.
    }

    private sealed class SameServices(TenantOption option) : DbContextOptionsExtensionInfo(option)
    {
        public override bool IsDatabaseProvider => false;

        public override string LogFragment => "";

        public override int GetServiceProviderHashCode() => 0;

        public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is SameServices;

        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["Tenant"] = option.TenantId.ToString();
    }
}
