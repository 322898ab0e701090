using System.Globalization;
using System.Linq.Expressions;
using Crm.Core.Records.Filters;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Figures;

/// <summary>
/// The weeks, months or years between the first and the last day of a list, as one expression that says in which of them a
/// record lies. Borders are those of the tenant's time zone, which no function of the database knows.
/// </summary>
internal sealed class DaySpans(GroupBy by, TimeZoneInfo zone)
{
    private const int MaxSpans = 60;

    private readonly List<Period> spans = [];

    public async Task<DaySpans> OfAsync<T>(IQueryable<T> records, CancellationToken ct) where T : Record
    {
        var stored = by.Field.StoredType;
        var (first, last) = stored == typeof(string) ? await RangeAsync<T, string?>(records, ct)
            : stored == typeof(DateOnly) ? await RangeAsync<T, DateOnly?>(records, ct)
            : await RangeAsync<T, DateTime?>(records, ct);
        if (first is null || last is null)
            return this;
        var (from, until) = (Day(first), Day(last));
        for (var span = Around(until); spans.Count < MaxSpans; span = Around(span.From.AddDays(-1)))
        {
            spans.Insert(0, span);
            if (span.From <= from)
                return this;
        }
        // What lies before the oldest span is gathered in one.
        spans[0] = spans[0] with { From = new DateOnly(1000, 1, 1) };
        return this;
    }

    public LambdaExpression Key<T>() where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        var value = FieldAccess.Inline(by.Field.Value, record);
        Expression key = Expression.Constant(spans.Count - 1, typeof(int?));
        for (var i = spans.Count - 2; i >= 0; i--)
            key = Expression.Condition(Before(value, spans[i].Until.AddDays(1)), Expression.Constant(i, typeof(int?)), key);
        var isNullable = !value.Type.IsValueType || Nullable.GetUnderlyingType(value.Type) is not null;
        if (isNullable)
            key = Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(null, typeof(int?)), key);
        return Expression.Lambda(key, record);
    }

    public (object? Key, FilterNode Where) Meaning(object? key)
    {
        if (key is not int at || at < 0)
            return (null, new FilterTerm(by.Field.Name, FilterOperator.Empty));
        var span = spans[at];
        var terms = new List<FilterNode> { new FilterTerm(by.Field.Name, FilterOperator.Less, Border(span.Until.AddDays(1))) };
        terms.Insert(0, new FilterTerm(by.Field.Name, FilterOperator.AtLeast, Border(span.From)));
        return (span, new FilterGroup(false, terms));
    }

    private string Border(DateOnly day) => by.Field.Kind is Kinds.DateTimeKind
        ? StartOfDay.InUtc(day, zone).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Expression Before(Expression value, DateOnly day)
    {
        if (value.Type == typeof(string))
            return Expression.LessThan(
                Expression.Call(typeof(string), nameof(string.Compare), null, value, FilterCompiler.Parameter(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), typeof(string))),
                Expression.Constant(0));
        object border = by.Field.StoredType == typeof(DateTime) ? StartOfDay.InUtc(day, zone) : day;
        return Expression.LessThan(value, FilterCompiler.Parameter(border, value.Type));
    }

    private async Task<(object?, object?)> RangeAsync<T, TValue>(IQueryable<T> records, CancellationToken ct) where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        var values = records.Select(Expression.Lambda<Func<T, TValue>>(Expression.Convert(FieldAccess.Inline(by.Field.Value, record), typeof(TValue)), record));
        return (await values.MinAsync(ct), await values.MaxAsync(ct));
    }

    private DateOnly Day(object stored) => stored switch
    {
        DateOnly day => day,
        DateTime moment => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(moment, DateTimeKind.Utc), zone)),
        _ => DateOnly.ParseExact((string)stored, "yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private Period Around(DateOnly day) => Period.TryParse(by.Span switch { "day" => "today", _ => "this-" + by.Span }, day, out var period) ? period : new Period(day, day);
}
