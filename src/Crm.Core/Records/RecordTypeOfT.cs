using System.Linq.Expressions;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Pipelines;
using Crm.Core.Shared;
using Crm.Core.Shared.Recurrence;

namespace Crm.Core.Records;

/// <summary>
/// The description of a record type: a class beside its entity whose constructor states the fields and the layouts.
/// Register it with <c>services.AddRecordType&lt;DealType&gt;()</c>; everything else follows.
/// </summary>
public abstract class RecordType<T> : RecordType where T : Record
{
    private readonly List<FieldBuilder> builders = [];
    private IReadOnlyList<Field>? fields;

    protected RecordType(string name) : base(name) => One = new OneRecord<T>(this);

    internal OneRecord<T> One { get; }

    public override Type EntityType => typeof(T);

    public override IReadOnlyList<Field> Fields => fields ??= [.. builders.Select(b => b.Field), .. SystemFields()];

    public override TResult Do<TResult>(IRecordWork<TResult> work) => work.Run(this);

    protected FieldBuilder Text(Expression<Func<T, string?>> property) => Column(FieldKinds.Text, property).Max(200);

    protected FieldBuilder LongText(Expression<Func<T, string?>> property) => Column(FieldKinds.LongText, property).Max(20_000);

    protected FieldBuilder Email(Expression<Func<T, string?>> property) => Column(FieldKinds.Email, property).Max(254).Search();

    protected FieldBuilder Phone(Expression<Func<T, string?>> property) => Column(FieldKinds.Phone, property).Max(60).Search();

    protected FieldBuilder Url(Expression<Func<T, string?>> property) => Column(FieldKinds.Url, property).Max(500);

    protected FieldBuilder Integer(Expression<Func<T, int?>> property) => Column(FieldKinds.Integer, property);

    protected FieldBuilder Year(Expression<Func<T, int?>> property) => Column(FieldKinds.Year, property);

    protected FieldBuilder Percent(Expression<Func<T, int?>> property) => Column(FieldKinds.Percent, property);

    protected FieldBuilder Date(Expression<Func<T, DateOnly?>> property) => Column(FieldKinds.Date, property);

    protected FieldBuilder DateTime(Expression<Func<T, DateTime?>> property) => Column(FieldKinds.DateTime, property);

    protected FieldBuilder YesNo(Expression<Func<T, bool?>> property) => Column(FieldKinds.YesNo, property);

    /// <summary>A choice field; a tenant extends the list. <paramref name="values"/> are labelled from resources as <c>type.field.value</c>.</summary>
    protected FieldBuilder Choice(Expression<Func<T, string?>> property, params string[] values)
    {
        var column = Column(FieldKinds.Choice, property).Max(100);
        return Add(column.Field with { Choices = [.. values.Select(v => new Choice(v))], ChoicesAreOpen = true }, replaces: column);
    }

    /// <summary>A choice field whose values have colours of the palette; a tenant extends the list.</summary>
    protected FieldBuilder Choice(Expression<Func<T, string?>> property, (string Value, string Colour) first, params (string Value, string Colour)[] others)
    {
        var column = Column(FieldKinds.Choice, property).Max(100);
        return Add(column.Field with { Choices = [.. others.Prepend(first).Select(v => new Choice(v.Value, Colour: v.Colour))], ChoicesAreOpen = true }, replaces: column);
    }

    /// <summary>Several of the given choices; a tenant extends the list.</summary>
    protected FieldBuilder Choices(Expression<Func<T, string?>> property, params string[] values)
    {
        var column = Column(FieldKinds.Choices, property).Max(SetKind.MaxStored);
        return Add(column.Field with { Choices = [.. values.Select(v => new Choice(v))], ChoicesAreOpen = true }, replaces: column);
    }

    protected FieldBuilder Tags(Expression<Func<T, string?>> property) => Column(FieldKinds.Tags, property).Max(SetKind.MaxStored).Search()
        .AlsoCalled("tag", "labels", "label", "keywords", "标签", "標籤", "标记");

    /// <summary>An address, each part in a column of its own.</summary>
    protected FieldBuilder Address(
        string name, Expression<Func<T, string?>> street, Expression<Func<T, string?>> city, Expression<Func<T, string?>> region,
        Expression<Func<T, string?>> postalCode, Expression<Func<T, string?>> country)
    {
        var columns = new Dictionary<string, Expression<Func<T, string?>>>
        {
            [Shared.Address.StreetPart] = street,
            [Shared.Address.CityPart] = city,
            [Shared.Address.RegionPart] = region,
            [Shared.Address.PostalCodePart] = postalCode,
            [Shared.Address.CountryPart] = country,
        };
        var reads = columns.ToDictionary(c => c.Key, c => c.Value.Compile());
        return Add(AddressField.Of(name,
            columns.ToDictionary(c => c.Key, c => (c.Value, FieldAccess.Writer<T>(FieldKinds.Text, FieldAccess.Member(c.Value)))),
            record => Shared.Address.Of(reads[Shared.Address.StreetPart]((T)record), reads[Shared.Address.CityPart]((T)record), reads[Shared.Address.RegionPart]((T)record),
                reads[Shared.Address.PostalCodePart]((T)record), reads[Shared.Address.CountryPart]((T)record))));
    }

    /// <summary>An amount in minor units beside the property that holds its ISO currency.</summary>
    protected FieldBuilder Money(Expression<Func<T, long?>> property, Expression<Func<T, string>> currency)
    {
        var member = FieldAccess.Member(property);
        return Add(new Field
        {
            Name = FieldAccess.NameOf(member),
            Kind = FieldKinds.Money,
            Value = property,
            CurrencyOf = currency,
            Read = FieldAccess.MoneyReader(property, currency),
            Write = FieldAccess.MoneyWriter<T>(member, currency),
        });
    }

    /// <summary>An amount computed in SQL from other columns; nobody writes it.</summary>
    protected FieldBuilder Money(string name, Expression<Func<T, long?>> amount, Expression<Func<T, string>> currency) => Add(new Field
    {
        Name = name,
        Kind = FieldKinds.Money,
        Value = amount,
        CurrencyOf = currency,
        Read = FieldAccess.MoneyReader(amount, currency),
    });

    /// <summary>A reference to another record: the property <c>Company</c> goes with the key <c>CompanyId</c>.</summary>
    protected FieldBuilder Reference<TTarget>(Expression<Func<T, TTarget?>> navigation, string target, Expression<Func<TTarget, string?>> title)
        where TTarget : Record
    {
        var member = FieldAccess.Member(navigation);
        var record = navigation.Parameters[0];
        var key = Expression.Lambda<Func<T, Guid?>>(Expression.Property(record, member.Name + "Id"), record);
        var titleOf = Expression.Lambda<Func<T, string?>>(FieldAccess.Inline(title, Expression.Property(record, member.Name)), record);
        return Add(new Field
        {
            Name = FieldAccess.NameOf(member),
            Kind = FieldKinds.Reference,
            Value = key,
            TitleOf = titleOf,
            SortBy = titleOf,
            Target = target,
            Navigation = member.Name,
            Read = FieldAccess.Reader(FieldKinds.Reference, key),
            Write = FieldAccess.Writer<T>(FieldKinds.Reference, FieldAccess.Member(key)),
        });
    }

    /// <summary>Several other records of one type, such as those who take part in something.</summary>
    protected FieldBuilder References(Expression<Func<T, string?>> property, string target)
    {
        var column = Column(FieldKinds.References, property).Max(SetKind.MaxStored);
        return Add(column.Field with { Target = target }, replaces: column);
    }

    /// <summary>A stage of the type's pipelines: the property <c>Stage</c> goes with the key <c>StageId</c>.</summary>
    protected FieldBuilder Stage(Expression<Func<T, Stage?>> navigation)
    {
        var member = FieldAccess.Member(navigation);
        var record = navigation.Parameters[0];
        var stage = Expression.Property(record, member.Name);
        var key = Expression.Lambda<Func<T, Guid?>>(Expression.Convert(Expression.Property(record, member.Name + "Id"), typeof(Guid?)), record);
        return Add(new Field
        {
            Name = FieldAccess.NameOf(member),
            Kind = FieldKinds.Stage,
            Value = key,
            TitleOf = Expression.Lambda<Func<T, string?>>(Expression.Property(stage, nameof(Pipelines.Stage.Name)), record),
            SortBy = Expression.Lambda<Func<T, int>>(Expression.Property(stage, nameof(Pipelines.Stage.Position)), record),
            Navigation = member.Name,
            Read = FieldAccess.Reader(FieldKinds.Stage, key),
            Write = FieldAccess.Writer<T>(FieldKinds.Stage, FieldAccess.Member(key)),
        });
    }

    /// <summary>What a note or task is about: any record, stored as <c>type/id</c>.</summary>
    protected FieldBuilder Link(Expression<Func<T, string?>> property) => Column(FieldKinds.Link, property).Max(100).Indexed();

    /// <summary>How the record repeats, as an RRULE.</summary>
    protected FieldBuilder Recurrence(Expression<Func<T, string?>> property) => Column(FieldKinds.Recurrence, property).Max(RecurrenceRule.MaxText);

    protected void List(params string[] columns) => ListColumns = columns;

    protected void Sort(string sort) => DefaultSort = sort;

    protected void Board(string by, string? total = null, string? weighted = null, params string[] card) =>
        BoardLayout = new BoardLayout(by, total, weighted, card);

    protected void View(string name, string? filter, string? sort = null) => Views =
        [.. Views, new RecordView(name, filter is null ? null : FilterText.Parse(filter).Value, sort)];

    protected void Section(string name, params string[] sectionFields) => Sections = [.. Sections, new RecordSection(name, sectionFields)];

    protected void Looks(string icon, int? menu = null, RecordFace face = RecordFace.None)
    {
        Icon = icon;
        MenuPosition = menu;
        Face = face;
    }

    protected void Administrative() => IsAdministrative = true;

    /// <param name="at">The moment by which it stands on a timeline; without one, when it was written down.</param>
    protected void TimelineEntry(string at = "createdAt") => TimelineMoment = at;

    private FieldBuilder Column<TValue>(FieldKind kind, Expression<Func<T, TValue>> property)
    {
        var member = FieldAccess.Member(property);
        return Add(new Field
        {
            Name = FieldAccess.NameOf(member),
            Kind = kind,
            Value = property,
            Read = FieldAccess.Reader(kind, property),
            Write = FieldAccess.Writer<T>(kind, member),
        });
    }

    private FieldBuilder Add(Field field, FieldBuilder? replaces = null)
    {
        if (fields is not null)
            throw new InvalidOperationException("A record type is complete when its constructor ends.");
        if (replaces is not null)
            builders.Remove(replaces);
        if (builders.Any(b => b.Field.Name == field.Name))
            throw new InvalidOperationException($"{Name} describes {field.Name} twice.");
        var builder = new FieldBuilder(field);
        builders.Add(builder);
        return builder;
    }

    private IEnumerable<Field> SystemFields()
    {
        yield return System<string?>("externalId", FieldKinds.Text, r => r.ExternalId, takesInput: true) with
        {
            IsUnique = true,
            MaxLength = 200,
            IsHidden = true,
            OtherNames = ["id", "record id", "external id", "opportunity_id", "编号", "外部编号", "編號"],
        };
        yield return System<DateTime>("createdAt", FieldKinds.DateTime, r => r.CreatedAt, takesInput: false);
        yield return System<DateTime>("changedAt", FieldKinds.DateTime, r => r.ChangedAt, takesInput: false);
    }

    private static Field System<TValue>(string name, FieldKind kind, Expression<Func<T, TValue>> property, bool takesInput) => new()
    {
        Name = name,
        Kind = kind,
        Value = property,
        Read = FieldAccess.Reader(kind, property),
        Write = takesInput ? FieldAccess.Writer<T>(kind, FieldAccess.Member(property)) : null,
        IsReadOnly = !takesInput,
    };
}
