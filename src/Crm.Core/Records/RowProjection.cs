using System.Linq.Expressions;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Core.Records;

/// <summary>
/// Selects only the columns that are asked for: id, version, then for each field its value and, where it has one, the
/// target's title or the currency. Tenant fields read the JSON column once and are taken apart here.
/// </summary>
internal sealed class RowProjection<T> where T : Record
{
    private readonly List<Func<object?[], object?>> readers = [];

    // One for all own fields of the projection, so that a row's JSON is parsed once, not once for each field.
    private readonly Carrier carrier = new();
    private readonly int firstKey;

    public RowProjection(IReadOnlyList<Field> fields, IEnumerable<LambdaExpression>? order = null)
    {
        var record = Expression.Parameter(typeof(T), "r");
        List<Expression> slots = [Expression.Property(record, nameof(Record.Id)), Expression.Property(record, nameof(Record.Version))];
        int? json = null;

        int Slot(LambdaExpression value)
        {
            slots.Add(FieldAccess.Inline(value, record));
            return slots.Count - 1;
        }

        foreach (var field in fields)
        {
            if (field.IsCustom)
            {
                json ??= Slot((Expression<Func<T, string?>>)(r => r.CustomJson));
                readers.Add(Custom(field, json.Value));
                continue;
            }
            var value = Slot(field.Value);
            readers.Add(field switch
            {
                { CurrencyOf: { } currency } => MoneyFrom(value, Slot(currency)),
                { TitleOf: { } title } => ReferenceFrom(value, Slot(title)),
                _ => row => row[value] is { } stored ? field.Kind.FromStored(stored) : null,
            });
        }
        firstKey = slots.Count;
        foreach (var key in order ?? [])
            Slot(key);
        Select = Expression.Lambda<Func<T, object?[]>>(
            Expression.NewArrayInit(typeof(object), slots.Select(s => Expression.Convert(s, typeof(object)))), record);
    }

    public Expression<Func<T, object?[]>> Select { get; }

    public RecordRow Row(object?[] raw)
    {
        var values = new object?[readers.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = readers[i](raw);
        return new RecordRow((Guid)raw[0]!, (int)raw[1]!, values);
    }

    public RecordCursor Cursor(object?[] raw) => new(raw[firstKey..], (Guid)raw[0]!);

    private static Func<object?[], object?> MoneyFrom(int amount, int currency) =>
        row => row[amount] is long minor ? new Money(minor, (string)row[currency]!) : null;

    // A target that was deleted or may not be seen has no title; its id says nothing, so the cell stays without a name.
    private static Func<object?[], object?> ReferenceFrom(int id, int title) =>
        row => row[id] is Guid key ? new RecordRef(key, (string?)row[title] ?? "") : null;

    private Func<object?[], object?> Custom(Field field, int json)
    {
        return row =>
        {
            carrier.CustomJson = (string?)row[json];
            return field.Read(carrier);
        };
    }

    private sealed class Carrier : Record;
}
