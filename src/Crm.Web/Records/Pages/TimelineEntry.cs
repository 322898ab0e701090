using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using DateTimeKind = Crm.Core.Records.Kinds.DateTimeKind;

namespace Crm.Web.Records.Pages;

/// <summary>A record of a timeline type, read by what its description says rather than by which type it is.</summary>
public sealed record TimelineEntry(TenantType Type, RecordRow Row, IReadOnlyList<Field> Fields)
{
    public object? this[Field field] => Row.Values[Fields.Index().First(f => f.Item.Name == field.Name).Index];

    public RecordLink Link => new(Type.Name, Row.Id);

    public string Title => this[Type.TitleField]?.ToString() ?? "";

    public DateTime CreatedAt => (DateTime)this[Type["createdAt"]]!;

    /// <summary>The next time of what repeats.</summary>
    public DateTime? Comes { get; init; }

    /// <summary>When it happened or will happen.</summary>
    public DateTime At => Comes ?? Written;

    private DateTime Written => Type.Type.TimelineMoment is { } moment && Type.Find(moment) is { } known && this[known] is DateTime at ? at : CreatedAt;

    public string Who => Type.Find("owner") is { } known && this[known] is RecordRef person ? person.Title : "";

    /// <summary>The longer text beside the title.</summary>
    public string? Body => Fields.FirstOrDefault(f => f.Kind is LongTextKind && !f.IsTitle) is { } known ? this[known] as string : null;

    public DateOnly? DueOn => DueField(Type) is { } known ? this[known] as DateOnly? : null;

    public bool IsDone => DoneField(Type) is { } done && this[done] is not null;

    /// <summary>Choices and numbers that its list shows: the direction of a call, its result.</summary>
    public IEnumerable<Field> Marks => Type.Type.ListColumns.Select(Type.Find).OfType<Field>().Where(f => f.Kind is ChoiceKind && this[f] is not null);

    public static Field? DueField(TenantType type) => type.Fields.FirstOrDefault(f => f.Kind is DateKind && f.TakesInput);

    /// <summary>An entry that has a day to be done by and a moment when it was done is something to do.</summary>
    public static Field? DoneField(TenantType type) => DueField(type) is null ? null : type.Fields.FirstOrDefault(f => f.Kind is DateTimeKind && f.TakesInput);

    /// <summary>The moment that its writer states, where it is not the moment of writing.</summary>
    public static Field? MomentField(TenantType type) =>
        type.Type.TimelineMoment is { } moment && type.Find(moment) is { TakesInput: true, Kind: DateTimeKind } field ? field : null;

    public static Field? LinkField(TenantType type) => type.Fields.FirstOrDefault(f => f.Kind is LinkKind);
}
