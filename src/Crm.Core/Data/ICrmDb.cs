using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Crm.Core.Data;

/// <summary>One unit of work on one tenant's data. Open late, dispose early; never shared between operations.</summary>
public interface ICrmDb : IAsyncDisposable, IDisposable
{
    Guid TenantId { get; }

    DbSet<T> Set<T>() where T : class;

    ChangeTracker ChangeTracker { get; }

    DatabaseFacade Database { get; }

    EntityEntry<T> Entry<T>(T entity) where T : class;

    /// <summary>Writes everything in one transaction, after the tenant guard has stamped and checked each row.</summary>
    Task<int> SaveChangesAsync(CancellationToken ct);

    /// <summary>Says whether a failed save broke a unique index, in the words of this provider.</summary>
    bool IsUniqueViolation(DbUpdateException failure);

    /// <summary>Whether an ascending order of this provider puts absent values behind all others.</summary>
    bool SortsNullsLast { get; }
}

/// <summary>Opens the database of the tenant that the surrounding <see cref="Tenancy.TenantScope"/> has entered.</summary>
public interface ICrmDbFactory
{
    ICrmDb Open();
}
