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

    /// <summary>
    /// The records that can hold all these folded words in their search text, from an index: every one that does, and perhaps
    /// others. Null where there is no such index, where it cannot tell, and where they are more than <paramref name="most"/>:
    /// then reading the texts finds enough of them soon.
    /// </summary>
    Task<IReadOnlyList<Guid>?> HoldersAsync<T>(IReadOnlyList<string> words, int most, CancellationToken ct) where T : class;

    /// <summary>Whether an ascending order of this provider puts absent values behind all others.</summary>
    bool SortsNullsLast { get; }
}

/// <summary>Opens the database of the tenant that the surrounding <see cref="Tenancy.TenantScope"/> has entered.</summary>
public interface ICrmDbFactory
{
    ICrmDb Open();
}
