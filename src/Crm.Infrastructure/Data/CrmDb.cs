using System.Linq.Expressions;
using Crm.Core.Activities.Notifications;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;

namespace Crm.Infrastructure.Data;

/// <summary>
/// One tenant's data. It cannot be built without a tenant, every entity carries the tenant filter by the loop in
/// <see cref="CrmModel"/>, and <see cref="TenantGuard"/> checks each row before it is saved.
/// </summary>
internal abstract class CrmDb : DbContext, ICrmDb
{
    private readonly CrmModel model;

    protected CrmDb(DbContextOptions options) : base(options)
    {
        (model, TenantId, Channel) = TenantOption.Of(options);
        ChangeTracker.Tracking += (_, tracking) => TenantGuard.Stamp(tracking, TenantId);
    }

    /// <summary>For migrations and model questions only: no row has this tenant.</summary>
    internal static readonly Guid NoTenant = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    public Guid TenantId { get; }

    /// <summary>Where the news of a save go; null where nobody listens (migrations).</summary>
    internal NodeChannel? Channel { get; }

    public abstract bool IsUniqueViolation(DbUpdateException failure);

    public virtual bool SortsNullsLast => false;

    public virtual Task<IReadOnlyList<Guid>?> HoldersAsync<T>(IReadOnlyList<string> words, int most, CancellationToken ct) where T : class =>
        Task.FromResult<IReadOnlyList<Guid>?>(null);

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        TenantGuard.Check(ChangeTracker, TenantId);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        TenantGuard.Check(ChangeTracker, TenantId);
        var inboxes = Channel is null ? [] : InboxesTouched();
        var saved = await CommitAsync(acceptAllChangesOnSuccess, inboxes, cancellationToken);
        foreach (var news in inboxes)
            Channel!.Tell(news);
        return saved;
    }

    /// <summary>Saves and, where nodes hear each other, sends the news in the same transaction.</summary>
    private protected virtual Task<int> CommitAsync(bool acceptAllChangesOnSuccess, IReadOnlyList<InboxNews> inboxes, CancellationToken ct) =>
        base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);

    /// <summary>The provider's column type for JSON.</summary>
    internal abstract string JsonType { get; }

    /// <summary>
    /// The provider's SQL for one value inside a JSON column. It may be null where the column is not: said to pass on its
    /// arguments' nulls, EF Core would ask the column instead of the value.
    /// </summary>
    internal abstract SqlExpression ReadJson(SqlExpression json, string key, Type type);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Columns.Configure(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder) => model.Build(modelBuilder, this);

    private List<InboxNews> InboxesTouched() => [.. ChangeTracker.Entries<Notification>()
        .Where(n => n.State is EntityState.Added or EntityState.Modified).GroupBy(n => n.Entity.MemberId)
        .Select(g => new InboxNews(TenantId, g.Key, [.. g.Where(n => n.State == EntityState.Added).Select(n => n.Entity.Id)]))];

    /// <summary>The named filter <c>Tenant</c> of one entity; the value is read from the context at each query.</summary>
    internal LambdaExpression TenantFilter(Type entity)
    {
        var row = Expression.Parameter(entity, "row");
        return Expression.Lambda(
            Expression.Equal(
                Expression.Property(row, nameof(ITenantOwned.TenantId)),
                Expression.Property(Expression.Constant(this, typeof(CrmDb)), nameof(TenantId))),
            row);
    }
}
