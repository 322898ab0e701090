using System.Linq.Expressions;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Core.Records;

/// <summary>
/// Builds the field of an address over one text for each part: SQL sees the parts, and as the whole their lines in the order
/// of <see cref="Address.Parts"/>, null where no part is there.
/// </summary>
internal static class AddressField
{
    /// <param name="parts">For each part what SQL reads, and what puts a text (or null) into a record.</param>
    public static Field Of<T>(string name, IReadOnlyDictionary<string, (Expression<Func<T, string?>> Read, Action<Record, object?> Write)> parts, Func<Record, object?> read, bool isCustom = false)
        where T : Record
    {
        var fields = Address.Parts.Select(part => new Field
        {
            Name = $"{name}.{part}",
            Part = part,
            Kind = part switch { Address.CountryPart => FieldKinds.Country, Address.StreetPart => FieldKinds.LongText, _ => FieldKinds.Text },
            Value = parts[part].Read,
            Read = record => (read(record) as Address)?[part],
            Write = (record, value) => Keep(record, Address.With(read(record) as Address, part, (string?)value)),
            MaxLength = AddressKind.MaxLength(part),
            IsCustom = isCustom,
        }).ToList();
        return new Field
        {
            Name = name,
            Kind = FieldKinds.Address,
            Value = Whole([.. Address.Parts.Select(p => parts[p].Read)]),
            Read = read,
            Write = (record, value) => Keep(record, (Address?)value),
            Parts = fields,
            IsCustom = isCustom,
        };

        void Keep(Record record, Address? address)
        {
            foreach (var part in Address.Parts)
                parts[part].Write(record, address?[part]);
        }
    }

    private static Expression<Func<T, string?>> Whole<T>(IReadOnlyList<Expression<Func<T, string?>>> parts)
    {
        var record = parts[0].Parameters[0];
        var nothing = Expression.Constant(null, typeof(string));
        var texts = parts.Select(p => FieldAccess.Inline(p, record)).ToList();
        var concat = typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!;
        Expression Join(Expression a, Expression b) => Expression.Add(a, b, concat);
        var lines = texts.Select(t => (Expression)Expression.Coalesce(t, Expression.Constant("")))
            .Aggregate((all, next) => Join(Join(all, Expression.Constant("\n")), next));
        var absent = texts.Select(t => (Expression)Expression.Equal(t, nothing)).Aggregate(Expression.AndAlso);
        return Expression.Lambda<Func<T, string?>>(Expression.Condition(absent, nothing, lines), record);
    }
}
