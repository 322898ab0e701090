using System.Linq.Expressions;
using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Figures;

/// <summary>
/// Groups and figures of one question. All numbers of one currency column come from one grouped query; earliest and latest
/// days from one each. Without a group the tenant is the key, which is the same in every row: a constant cannot be grouped
/// by on PostgreSQL.
/// </summary>
internal sealed class ReadGroups(
    ICrmDb db, RecordQuery query, GroupBy? by, IReadOnlyList<(Field Field, Figure Figure)> figures, TenantSchema schema, TenantType type, Actor actor, DateTime now, CancellationToken ct)
    : IRecordWork<Task<Outcome<IReadOnlyList<RecordGroup>>>>
{
    public async Task<Outcome<IReadOnlyList<RecordGroup>>> Run<T>(RecordType<T> recordType) where T : Record
    {
        var permitted = db.Set<T>().AsNoTracking().Permitted(actor, recordType, RecordAction.View);
        var matching = await RecordSelection.MatchingAsync(db, permitted, query.Filter, new SearchedWords(query.Search), schema, type, actor, now, ct);
        if (!matching.Succeeded)
            return Outcome<IReadOnlyList<RecordGroup>>.Refused(matching.Refusals);
        var records = matching.Value;
        if (by is null)
            return await GroupsAsync<T, Guid?>(records, (Expression<Func<T, Guid?>>)(r => r.TenantId), key => (key, new FilterGroup(false, [])));
        if (GroupBy.IsDay(by.Field))
        {
            var spans = await new DaySpans(by, schema.Tenant.Zone).OfAsync(records, ct);
            return await GroupsAsync<T, int?>(records, spans.Key<T>(), key => spans.Meaning(key));
        }
        return by.Field.Value.ReturnType switch
        {
            var key when key == typeof(string) => await GroupsAsync<T, string?>(records, by.Field.Value, Plain),
            var key when key == typeof(bool) || key == typeof(bool?) => await GroupsAsync<T, bool?>(records, by.Field.Value, Plain),
            var key when key == typeof(int) || key == typeof(int?) => await GroupsAsync<T, int?>(records, by.Field.Value, Plain),
            _ => await GroupsAsync<T, Guid?>(records, by.Field.Value, Plain),
        };
    }

    private (object?, FilterNode) Plain(object? key)
    {
        if (key is null or "")
            return (null, new FilterTerm(by!.Field.Name, FilterOperator.Empty));
        var value = by!.Field.Kind.FromStored(key);
        return (value, new FilterTerm(by.Field.Name, FilterOperator.Equal, by.Field.Kind.Format(value, FieldFormat.Machine(schema.Tenant.Currency))));
    }

    private async Task<Outcome<IReadOnlyList<RecordGroup>>> GroupsAsync<T, TKey>(
        IQueryable<T> records, LambdaExpression key, Func<object?, (object? Key, FilterNode Where)> meaning) where T : Record
    {
        var counts = new Dictionary<Bucket, int>();
        var values = new Dictionary<(Bucket, int Figure), List<object>>();
        var numbers = figures.Index().Where(f => !IsExtreme(f.Item)).ToList();
        var parts = numbers.GroupBy(f => f.Item.Figure == Figure.Filled ? null : f.Item.Field.CurrencyOf).DefaultIfEmpty().ToList();
        foreach (var part in parts)
        {
            var asked = part?.ToList() ?? [];
            foreach (var row in await NumbersAsync<T, TKey>(records, key, part?.Key, [.. asked.Select(f => f.Item)]))
            {
                var bucket = new Bucket(row.Key is "" ? null : row.Key);
                if (part == parts[0])
                    counts[bucket] = counts.GetValueOrDefault(bucket) + row.Count;
                foreach (var (i, (at, (field, figure))) in asked.Index())
                    if (row.Figures[i] is { } number)
                        (values.TryGetValue((bucket, at), out var list) ? list : values[(bucket, at)] = []).Add(Canonical(field, figure, number, row.Currency));
            }
        }
        foreach (var (at, (field, figure)) in figures.Index().Where(f => IsExtreme(f.Item)))
            foreach (var (bucket, value) in await ExtremesAsync<T, TKey>(records, key, field, figure))
                values[(bucket, at)] = [value];
        return Outcome<IReadOnlyList<RecordGroup>>.Done([.. counts.Select(c => meaning(c.Key.Key) is var (name, where)
            ? new RecordGroup(name, where, c.Value, [.. figures.Select((f, at) => Gathered(f.Figure, values.GetValueOrDefault((c.Key, at), [])))]) : null!)]);
    }

    /// <summary>Amounts of several currencies as one in the tenant's, as far as there are rates; averages need the counts and stay apart.</summary>
    private IReadOnlyList<object> Gathered(Figure figure, List<object> found)
    {
        if (figure is Figure.Filled or Figure.Average || found.Count == 0 || found[0] is not Money)
            return found;
        var today = schema.DayOf(now);
        if (figure == Figure.Sum)
            return [.. schema.Rates.Gather([.. found.Cast<Money>()], today).Cast<object>()];
        var converted = found.Cast<Money>().Select(m => (Amount: m, InOwn: schema.Rates.Convert(m, today))).ToList();
        var comparable = converted.Where(c => c.InOwn is not null).OrderBy(c => c.InOwn!.Value.Minor).Select(c => c.Amount).ToList();
        return [.. (comparable.Count == 0 ? [] : new[] { figure == Figure.Min ? comparable[0] : comparable[^1] })
            .Concat(converted.Where(c => c.InOwn is null).Select(c => c.Amount)).Cast<object>()];
    }

    private static bool IsExtreme((Field Field, Figure Figure) figure) => GroupBy.IsDay(figure.Field) && figure.Figure is Figure.Min or Figure.Max;

    private async Task<List<Row>> NumbersAsync<T, TKey>(IQueryable<T> records, LambdaExpression key, LambdaExpression? currency, IReadOnlyList<(Field Field, Figure Figure)> asked) where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        List<MemberBinding> parts = [Bind(nameof(Slot<TKey>.Key), Expression.Convert(FieldAccess.Inline(key, record), typeof(TKey)))];
        if (currency is not null)
            parts.Add(Bind(nameof(Slot<TKey>.Currency), FieldAccess.Inline(currency, record)));
        foreach (var (i, (field, figure)) in asked.Index())
            parts.Add(Bind("N" + i, Number(FieldAccess.Inline(field.Value, record), figure)));
        var slots = records.Select(Expression.Lambda<Func<T, Slot<TKey>>>(Expression.MemberInit(Expression.New(typeof(Slot<TKey>)), parts), record));
        var rows = currency is null
            ? await Aggregated<TKey>.Of(slots.GroupBy(s => new { s.Key }), false, asked).ToListAsync(ct)
            : await Aggregated<TKey>.Of(slots.GroupBy(s => new { s.Key, s.Currency }), true, asked).ToListAsync(ct);
        return [.. rows.Select(r => new Row(r[0], (string?)r[1], (int)r[2]!, r[3..])).OrderByDescending(r => r.Count)];

        MemberBinding Bind(string name, Expression value) => Expression.Bind(typeof(Slot<TKey>).GetProperty(name)!, value);
    }

    /// <summary>A value as a number to be added up; of those that are only counted, one for each that is there.</summary>
    private static Expression Number(Expression value, Figure figure)
    {
        if (figure != Figure.Filled)
            return Expression.Convert(value, typeof(double?));
        var there = value.Type == typeof(string)
            ? Expression.AndAlso(Expression.NotEqual(value, Expression.Constant(null, typeof(string))), Expression.NotEqual(value, Expression.Constant("")))
            : value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null
                ? Expression.Equal(value, value)
                : (Expression)Expression.NotEqual(value, Expression.Constant(null, value.Type));
        return Expression.Condition(there, Expression.Constant(1d, typeof(double?)), Expression.Constant(0d, typeof(double?)));
    }

    private static object Canonical(Field field, Figure figure, double number, string? currency) => (figure, field.Kind) switch
    {
        (Figure.Filled, _) => (decimal)number,
        (_, MoneyKind) => new Money((long)Math.Round(number), currency ?? ""),
        (Figure.Average, _) => Math.Round((decimal)number, 1),
        _ => (decimal)number,
    };

    private Task<List<(Bucket, object)>> ExtremesAsync<T, TKey>(IQueryable<T> records, LambdaExpression key, Field field, Figure figure) where T : Record =>
        field.Value.ReturnType switch
        {
            var stored when stored == typeof(string) => ExtremesAsync<T, TKey, string?>(records, key, field, figure),
            var stored when stored == typeof(DateOnly?) || stored == typeof(DateOnly) => ExtremesAsync<T, TKey, DateOnly?>(records, key, field, figure),
            _ => ExtremesAsync<T, TKey, DateTime?>(records, key, field, figure),
        };

    private async Task<List<(Bucket, object)>> ExtremesAsync<T, TKey, TValue>(IQueryable<T> records, LambdaExpression key, Field field, Figure figure) where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        var pair = Expression.Lambda<Func<T, Pair<TKey, TValue>>>(Expression.MemberInit(Expression.New(typeof(Pair<TKey, TValue>)),
            Expression.Bind(typeof(Pair<TKey, TValue>).GetProperty("Key")!, Expression.Convert(FieldAccess.Inline(key, record), typeof(TKey))),
            Expression.Bind(typeof(Pair<TKey, TValue>).GetProperty("Value")!, Expression.Convert(FieldAccess.Inline(field.Value, record), typeof(TValue)))), record);
        var groups = records.Select(pair).GroupBy(p => p.Key);
        var found = figure == Figure.Min
            ? await groups.Select(g => new { g.Key, Value = g.Min(p => p.Value) }).ToListAsync(ct)
            : await groups.Select(g => new { g.Key, Value = g.Max(p => p.Value) }).ToListAsync(ct);
        return [.. found.Where(f => f.Value is not null and not "").Select(f => (new Bucket(f.Key is "" ? null : f.Key), field.Kind.FromStored(f.Value!)))];
    }

    private readonly record struct Bucket(object? Key);

    private sealed record Row(object? Key, string? Currency, int Count, object?[] Values)
    {
        public IReadOnlyList<double?> Figures => [.. Values.Select(v => v is null ? (double?)null : Convert.ToDouble(v, System.Globalization.CultureInfo.InvariantCulture))];
    }

    private sealed class Pair<TKey, TValue>
    {
        public TKey? Key { get; init; }

        public TValue? Value { get; init; }
    }
}
