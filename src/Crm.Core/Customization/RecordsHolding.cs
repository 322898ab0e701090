using System.Linq.Expressions;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization;

/// <summary>
/// The living records whose field holds a value, whoever may see them: an admin must know of all before a stage or a choice goes.
/// </summary>
internal sealed class RecordsHolding(ICrmDbFactory dbs)
{
    public async Task<int> CountAsync(RecordType type, Field field, object value, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await type.Do(new Counting(db, field, value, ct));
    }

    /// <summary>Some of them, at most <paramref name="take"/>.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(RecordType type, Field field, object value, int take, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await type.Do(new Listing(db, field, value, take, ct));
    }

    private static IQueryable<T> Holding<T>(ICrmDb db, Field field, object value) where T : Record
    {
        if (field.Kind is SetKind)
            return db.Set<T>().AsNoTracking().Where(Expression.Lambda<Func<T, bool>>(HasMember(field, (string)value), field.Value.Parameters));
        var stored = field.Kind.ToStored(value, field.StoredType);
        // A member of an object becomes a parameter in SQL, a constant would not.
        Expression wanted = stored is Guid id
            ? Expression.Convert(Expression.Property(Expression.Constant(new Wanted<Guid>(id)), nameof(Wanted<Guid>.Value)), field.Value.ReturnType)
            : Expression.Property(Expression.Constant(new Wanted<string>((string)stored)), nameof(Wanted<string>.Value));
        return db.Set<T>().AsNoTracking().Where(Expression.Lambda<Func<T, bool>>(Expression.Equal(field.Value.Body, wanted), field.Value.Parameters));
    }

    private static BinaryExpression HasMember(Field field, string member) => Expression.AndAlso(
        Expression.NotEqual(field.Value.Body, Expression.Constant(null, typeof(string))),
        Expression.Call(field.Value.Body, nameof(string.Contains), null,
            Expression.Property(Expression.Constant(new Wanted<string>($"{ValueSet.Mark}{member}{ValueSet.Mark}")), nameof(Wanted<string>.Value))));

    private sealed record Wanted<TValue>(TValue Value);

    private sealed class Counting(ICrmDb db, Field field, object value, CancellationToken ct) : IRecordWork<Task<int>>
    {
        public Task<int> Run<T>(RecordType<T> type) where T : Record => Holding<T>(db, field, value).CountAsync(ct);
    }

    private sealed class Listing(ICrmDb db, Field field, object value, int take, CancellationToken ct) : IRecordWork<Task<IReadOnlyList<Guid>>>
    {
        public async Task<IReadOnlyList<Guid>> Run<T>(RecordType<T> type) where T : Record =>
            await Holding<T>(db, field, value).OrderBy(r => r.Id).Select(r => r.Id).Take(take).ToListAsync(ct);
    }
}
