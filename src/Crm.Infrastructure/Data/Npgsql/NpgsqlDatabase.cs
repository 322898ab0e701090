using Crm.Core.Activities.Notifications;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Crm.Infrastructure.Data.Npgsql;

internal sealed class NpgsqlCrmDb(DbContextOptions<NpgsqlCrmDb> options) : CrmDb(options)
{
    internal override string JsonType => "jsonb";

    /// <summary>The news leave with the commit: what is rolled back is never heard of.</summary>
    private protected override async Task<int> CommitAsync(bool acceptAllChangesOnSuccess, IReadOnlyList<InboxNews> inboxes, CancellationToken ct)
    {
        // What fails in a transaction of its own is rolled back whole: a savepoint would only be two more round trips.
        Database.AutoSavepointsEnabled = Database.CurrentTransaction is not null;
        List<string> news = [.. News(), .. inboxes.Select(i => Channel!.News(i))];
        if (news.Count == 0)
            return await base.CommitAsync(acceptAllChangesOnSuccess, inboxes, ct);
        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(ct) : null;
        var saved = await base.CommitAsync(acceptAllChangesOnSuccess, inboxes, ct);
        foreach (var message in news)
            await Database.ExecuteSqlAsync($"SELECT pg_notify({NodeChannel.Name}, {message})", ct);
        if (own is not null)
            await own.CommitAsync(ct);
        return saved;
    }

    private List<string> News() => Channel is not { } channel ? [] : [.. ChangeTracker.Entries<Change>()
        .Where(c => c.State == EntityState.Added).Select(c => c.Entity).GroupBy(c => (c.RecordType, c.ChangeSetId))
        .Select(g => channel.News(new RecordsChanged(TenantId, g.Key.RecordType, [.. g.Select(c => c.RecordId)], g.Key.ChangeSetId, Actor())))];

    private Guid? Actor() => ChangeTracker.Entries<Record>().FirstOrDefault(r => r.State is EntityState.Added or EntityState.Modified)?.Entity.ChangedById;

    public override bool IsUniqueViolation(DbUpdateException failure) => NpgsqlErrors.IsUniqueViolation(failure);

    public override bool SortsNullsLast => true;

    public override Task<IReadOnlyList<Guid>?> HoldersAsync<T>(IReadOnlyList<string> words, int most, CancellationToken ct) =>
        WordIndex.HoldersAsync(this, Model.FindEntityType(typeof(T))!.GetTableName()!, words, most, ct);

    internal override SqlExpression ReadJson(SqlExpression json, string key, Type type)
    {
        var text = new StringTypeMapping("text", System.Data.DbType.String);
        var value = new SqlFunctionExpression("jsonb_extract_path_text", [json, new SqlConstantExpression(key, typeof(string), text)],
            nullable: true, argumentsPropagateNullability: [false, false], typeof(string), text);
        return type == typeof(double) ? Cast(value, typeof(double), new DoubleTypeMapping("double precision"))
            : type == typeof(bool) ? Cast(value, typeof(bool), new BoolTypeMapping("boolean"))
            : value;
    }

    private static SqlUnaryExpression Cast(SqlExpression value, Type type, RelationalTypeMapping mapping) =>
        new(System.Linq.Expressions.ExpressionType.Convert, value, type, mapping);
}

internal sealed class NpgsqlPlatformDb(DbContextOptions<NpgsqlPlatformDb> options) : PlatformDb(options)
{
    public override bool IsUniqueViolation(DbUpdateException failure) => NpgsqlErrors.IsUniqueViolation(failure);
}

internal static class NpgsqlErrors
{
    public static bool IsUniqueViolation(DbUpdateException failure) =>
        failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
