using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Data;

/// <summary>The platform's catalogue: tenants, logins, work to do, mail to send. It holds no tenant's business data.</summary>
public interface IPlatformDb : IAsyncDisposable, IDisposable
{
    DbSet<Tenant> Tenants { get; }

    DbSet<T> Set<T>() where T : class;

    Task<int> SaveChangesAsync(CancellationToken ct);

    bool IsUniqueViolation(DbUpdateException failure);
}

public interface IPlatformDbFactory
{
    IPlatformDb Open();
}
