using System.Linq.Expressions;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Core.Records;

/// <summary>
/// Selects only the columns that are asked for: id, version, owner, then for each field its value and, where it has one, the
/// target's title or the currency. Tenant fields read the JSON column once and are taken apart here. Immutable, so that one
/// may serve many questions at a time.
/// </summary>
internal sealed class RowProjection<T> where T : Record
{
    private const int OwnerSlot = 2;
    private const int JsonSlot = 3;

    private readonly List<Func<object?[], Record?, object?>> readers = [];
    private readonly bool readsJson;
    private readonly int firstKey;

    /// <param name="fields">The wanted fields, in the order of the row's values.</param>
    /// <param name="reach">What the actor may see of the targets of references.</param>
    /// <param name="always">Reads the JSON column even where no own field is asked for, so that the slots do not depend on a tenant.</param>
    /// <param name="order">What the rows are ordered by, for <see cref="Cursor"/>.</param>
    public RowProjection(IReadOnlyList<Field> fields, TargetReach reach, bool always = false, IEnumerable<LambdaExpression>? order = null)
    {
        var record = Expression.Parameter(typeof(T), "r");
        List<Expression> slots = [Expression.Property(record, nameof(Record.Id)), Expression.Property(record, nameof(Record.Version)), Expression.Property(record, nameof(Record.OwnerId))];
        readsJson = always || fields.Any(f => f.IsCustom);
        if (readsJson)
            slots.Add(Expression.Property(record, nameof(Record.CustomJson)));

        int Slot(Expression value)
        {
            slots.Add(value);
            return slots.Count - 1;
        }

        foreach (var field in fields)
        {
            if (field.IsCustom)
            {
                readers.Add((_, carrier) => field.Read(carrier!));
                continue;
            }
            var value = Slot(FieldAccess.Inline(field.Value, record));
            readers.Add(field switch
            {
                { CurrencyOf: { } currency } => MoneyFrom(value, Slot(FieldAccess.Inline(currency, record))),
                { TitleOf: { } title } => ReferenceFrom(value, Slot(reach.Of(field, title, record))),
                _ => (row, _) => row[value] is { } stored ? field.Kind.FromStored(stored) : null,
            });
        }
        firstKey = slots.Count;
        foreach (var key in order ?? [])
            Slot(FieldAccess.Inline(key, record));
        Select = Expression.Lambda<Func<T, object?[]>>(
            Expression.NewArrayInit(typeof(object), slots.Select(s => Expression.Convert(s, typeof(object)))), record);
    }

    public Expression<Func<T, object?[]>> Select { get; }

    public RecordRow Row(object?[] raw) => new((Guid)raw[0]!, (int)raw[1]!, Values(raw));

    /// <summary>The row with what the actor may do to it.</summary>
    public RecordRow Row(object?[] raw, Actor actor, RecordType type) => Row(raw) with { May = actor.Rights(type, (Guid?)raw[OwnerSlot]) };

    public RecordCursor Cursor(object?[] raw) => new(raw[firstKey..], (Guid)raw[0]!);

    private object?[] Values(object?[] raw)
    {
        // One for all own fields, so that a row's JSON is parsed once, not once for each field.
        var carrier = readsJson ? new Carrier { CustomJson = (string?)raw[JsonSlot] } : null;
        var values = new object?[readers.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = readers[i](raw, carrier);
        return values;
    }

    private static Func<object?[], Record?, object?> MoneyFrom(int amount, int currency) =>
        (row, _) => row[amount] is long minor ? new Money(minor, (string)row[currency]!) : null;

    // A target that was deleted or may not be seen has no title; its id says nothing, so the cell stays without a name.
    private static Func<object?[], Record?, object?> ReferenceFrom(int id, int title) =>
        (row, _) => row[id] is Guid key ? new RecordRef(key, (string?)row[title] ?? "") : null;

    private sealed class Carrier : Record;
}
