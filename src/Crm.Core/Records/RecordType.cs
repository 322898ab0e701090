using Crm.Core.Records.Filters;
using Crm.Core.Shared;

namespace Crm.Core.Records;

/// <summary>Work that needs the entity type of a record type that is only known by name.</summary>
public interface IRecordWork<out TResult>
{
    TResult Run<T>(RecordType<T> type) where T : Record;
}

/// <summary>The shape of a mark beside a record's title.</summary>
public enum RecordFace { None, Person, Company }

/// <summary>A board: one column for each stage or choice of <paramref name="By"/>, with the sum of a money field.</summary>
public sealed record BoardLayout(string By, string? Total, string? Weighted, IReadOnlyList<string> CardFields);

/// <summary>A ready view of a list; its label stands in resources as <c>type.view.name</c>.</summary>
public sealed record RecordView(string Name, FilterNode? Filter, string? Sort = null);

/// <summary>A part of the form and of the record page; its label stands in resources as <c>section.name</c>.</summary>
public sealed record RecordSection(string Name, IReadOnlyList<string> Fields);

/// <summary>
/// The untyped face of a record type: what pages, API and import know of it. The description itself is a class derived from
/// <see cref="RecordType{T}"/> beside its entity. Immutable once built, one instance for all tenants.
/// </summary>
public abstract class RecordType(string name)
{
    private readonly Dictionary<StageOutcome, IReadOnlyList<string>> asked = [];

    /// <summary>Plural, lower case: the word in addresses, in the API and in access rules.</summary>
    public string Name { get; } = name;

    public abstract Type EntityType { get; }

    public abstract IReadOnlyList<Field> Fields { get; }

    public Field TitleField => Fields.First(f => f.IsTitle);

    public IReadOnlyList<string> ListColumns { get; protected set; } = [];

    public string DefaultSort { get; protected set; } = "-changedAt";

    public BoardLayout? BoardLayout { get; protected set; }

    public IReadOnlyList<RecordView> Views { get; protected set; } = [];

    public IReadOnlyList<RecordSection> Sections { get; protected set; } = [];

    public RecordFace Face { get; protected set; }

    /// <summary>An icon of the shell's set.</summary>
    public string Icon { get; protected set; } = "record";

    /// <summary>Whether it has a place in the main menu, and where; null for types that live on other records' pages.</summary>
    public int? MenuPosition { get; protected set; }

    /// <summary>What is against deleting this very record, whoever asks; null when nothing is.</summary>
    public virtual Refusal? AgainstDeleting(Record record) => null;

    /// <summary>Whether the type's records are administration (members, teams): written by those who manage members.</summary>
    public bool IsAdministrative { get; protected set; }

    /// <summary>Whether its records are entries of other records' timelines.</summary>
    public bool IsTimelineEntry => TimelineMoment is not null;

    /// <summary>For timeline entries: the field by whose moment they stand there.</summary>
    public string? TimelineMoment { get; protected set; }

    /// <summary>Fields that are worth a question when a record comes to such an end, beside those that the stage demands.</summary>
    public IReadOnlyList<string> AskedAt(StageOutcome outcome) => asked.GetValueOrDefault(outcome, []);

    protected void AskAt(StageOutcome outcome, params string[] names) => asked[outcome] = names;

    /// <summary>Fields that only a record has that came to an end, so that no open stage can demand them.</summary>
    public IReadOnlyList<string> KnownAtEnd { get; private set; } = [];

    protected void OnlyAtEnd(params string[] names) => KnownAtEnd = names;

    public Field? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);

    public abstract TResult Do<TResult>(IRecordWork<TResult> work);

    public override string ToString() => Name;
}
