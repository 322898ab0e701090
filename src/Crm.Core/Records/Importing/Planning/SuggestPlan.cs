using Crm.Core.Identity;
using Crm.Core.Records.Access;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;

namespace Crm.Core.Records.Importing.Planning;

/// <summary>Proposes a plan from the names of the columns and from what they hold.</summary>
internal static class SuggestPlan
{
    public static ImportPlan For(
        TenantType type, TenantSchema schema, Actor actor, CsvProfile profile, CsvFormat format, IReadOnlyDictionary<string, IReadOnlyList<string>> labels)
    {
        var targets = type.WithParts.Where(f => f.TakesInput && f.Kind is not LinkKind)
            .Select(f => new TargetField(f.Name, labels.GetValueOrDefault(f.Name, []), f.Whole is { } whole ? [.. whole.OtherNames.Select(n => $"{n} {f.Part}")] : f.OtherNames)).ToList();
        var matches = MatchHeaders.To(targets, [.. profile.Columns.Select(c => c.Name)]);
        var orders = DecidedOrders(profile);
        var fields = matches.Where(m => m.Target is not null)
            .Select(m => Source(type[m.Target!], profile.Columns[m.Column], schema, actor, orders)).ToList();
        if (fields.All(f => f.Field != type.TitleField.Name) && Composed(type, schema, fields) is { } name)
            fields.Add(name);
        return new ImportPlan { Format = format, Fields = fields, MatchBy = MatchBy(type, fields, profile) };
    }

    /// <summary>A field's plan for a column, as it would be proposed.</summary>
    public static FieldPlan Source(Field field, ColumnProfile column, TenantSchema schema, Actor actor, IReadOnlyList<DateOrder> orders) => new(field.Name)
    {
        Columns = [column.Column],
        Dates = column.DateOrders.FirstOrDefault(orders.Contains, column.DateOrders is [var first, ..] ? first : Best(column)),
        Decimals = column.Fits(ValueKind.DecimalComma) && !column.Fits(ValueKind.DecimalPoint) ? DecimalMark.Comma : DecimalMark.Point,
        WhenUnknown = MayCreate(field, schema, actor) ? UnknownValue.Create : UnknownValue.Refuse,
    };

    public static bool MayCreate(Field field, TenantSchema schema, Actor actor) => field switch
    {
        { Kind: ChoiceKind or ChoicesKind } => field.ChoicesAreOpen && actor.Has(AdminRight.Customize),
        { Target: { } name } => schema.Find(name) is { } target && actor.May(target.Type, RecordAction.Create),
        _ => false,
    };

    /// <summary>Orders that some column of the file leaves no doubt about; the other columns will hardly differ.</summary>
    private static List<DateOrder> DecidedOrders(CsvProfile profile) =>
        [.. profile.Columns.Where(c => c.DateOrders.Count == 1).Select(c => c.DateOrders[0]).Distinct()];

    private static DateOrder Best(ColumnProfile column) => column.Dates.OrderByDescending(d => d.Fits).First().Form;

    /// <summary>"{company} · {product}": the referenced records name a record that has no name of its own.</summary>
    private static FieldPlan? Composed(TenantType type, TenantSchema schema, IReadOnlyList<FieldPlan> fields)
    {
        var columns = type.Fields
            .Where(f => f.Kind is ReferenceKind && f.Target is { } name && name != type.Name && name != MemberType.TypeName && schema.Find(name) is not null)
            .Select(f => fields.FirstOrDefault(p => p.Field == f.Name)).OfType<FieldPlan>().SelectMany(p => p.Columns).Take(2).ToList();
        return columns.Count == 0 ? null : new FieldPlan(type.TitleField.Name) { Columns = columns };
    }

    /// <summary>The field that tells records apart: an id, a unique field, then a name or an address that no two rows share.</summary>
    private static string? MatchBy(TenantType type, IReadOnlyList<FieldPlan> fields, CsvProfile profile) => type.Fields
        .Where(f => f.Kind is TextKind && fields.Any(p => p.Field == f.Name && p.Columns.Count == 1))
        .Select(f => (Field: f, Column: profile.Columns[fields.First(p => p.Field == f.Name).Columns[0]], Rank: Rank(f)))
        .Where(c => c.Rank < int.MaxValue && c.Column.Filled > 0 && TellsApart(c.Column))
        .OrderBy(c => c.Rank).Select(c => c.Field.Name).FirstOrDefault();

    private static int Rank(Field field) => field switch
    {
        { Name: "externalId" } => 0,
        { IsUnique: true } => 1,
        { IsTitle: true } => 2,
        { Kind: EmailKind } => 3,
        _ => int.MaxValue,
    };

    /// <summary>No value twice. Where not all values are listed, the first two hundred differed, and nothing speaks against it.</summary>
    private static bool TellsApart(ColumnProfile column) => column.Values.All(v => v.Count == 1) && column.Empty == 0;
}
