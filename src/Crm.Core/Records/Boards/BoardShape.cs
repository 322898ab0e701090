using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Boards;

/// <summary>
/// A column of a board: a stage or a choice. <paramref name="Value"/> is what a record gets that is dropped here; null
/// gathers the records without a choice. <paramref name="Name"/> is null where the product's own resources name the choice.
/// </summary>
public sealed record BoardColumn(string Key, object? Value, string? Name, string Colour, StageOutcome Outcome, int? NormDays = null, int? MostRecords = null);

/// <summary>What of the board is asked for, in the words of lists.</summary>
public sealed record BoardSelection(FilterNode? Filter = null, string? Search = null);

/// <summary>
/// How the board of a record type looks for a tenant: which field makes the columns, which pipeline they stand for, what a
/// card shows. Any type with a layout over a stage or a choice has one.
/// </summary>
public sealed class BoardShape
{
    private const string Since = "stageSince";
    private const string ClosedOn = "closedOn";
    private const string Owner = "owner";

    internal BoardShape(TenantType type, BoardLayout layout, Pipeline? pipeline, IReadOnlyList<Pipeline> pipelines, bool isByNext = false)
    {
        IsByNext = isByNext;
        Type = type;
        By = type[layout.By];
        Pipeline = pipeline;
        Pipelines = pipelines;
        Total = layout.Total is { } total ? type.Find(total) : null;
        Weighted = layout.Weighted is { } weighted ? type.Find(weighted) : null;
        SinceField = pipeline is null ? null : type.Find(Since);
        OwnerField = type.Find(Owner);
        ClosedField = pipeline is null ? null : type.Find(ClosedOn);
        CardFields = layout.CardFields;
        MoreFields = [.. layout.CardFields.Select(type.Find).OfType<Field>().Where(f => f != Total && f != OwnerField && f != By && !f.IsTitle)];
        Columns = isByNext ? [.. Enum.GetValues<NextWhen>().Select(Next)]
            : pipeline is null ? [.. By.Choices.Select(Choice), Rest()]
            : [.. pipeline.Stages.Select(Stage)];
    }

    /// <summary>The word for a board whose columns are what is next, in addresses.</summary>
    public const string ByNext = "next";

    /// <summary>Whether the columns say when the next activity is (<see cref="NextWhen"/>) instead of standing for values of <see cref="By"/>.</summary>
    public bool IsByNext { get; }

    public TenantType Type { get; }

    public Field By { get; }

    /// <summary>For boards of stages: the one that is shown.</summary>
    public Pipeline? Pipeline { get; }

    public IReadOnlyList<Pipeline> Pipelines { get; }

    public IReadOnlyList<BoardColumn> Columns { get; }

    public Field? Total { get; }

    public Field? Weighted { get; }

    /// <summary>When a record came into its column, for types that keep it.</summary>
    public Field? SinceField { get; }

    public Field? OwnerField { get; }

    /// <summary>The fields that were chosen for its cards, by name.</summary>
    public IReadOnlyList<string> CardFields { get; }

    /// <summary>Fields of the card beside title, total, days and owner.</summary>
    public IReadOnlyList<Field> MoreFields { get; }

    internal Field? ClosedField { get; }

    public BoardColumn? Column(string key) => Columns.FirstOrDefault(c => c.Key == key);

    /// <summary>The fields that can make the columns: stages, and choices that have any.</summary>
    public static IEnumerable<Field> Bases(TenantType type) =>
        type.Fields.Where(f => f is { IsHidden: false, TakesInput: true, MakesNoBoard: false } && (f.Kind is StageKind || (f.Kind is ChoiceKind && f.Choices.Count > 0)));

    /// <summary>The board of a type, or why there is none. An unknown pipeline falls back to the first.</summary>
    /// <param name="basis">The field that makes the columns, or <see cref="ByNext"/>; null leaves it to the type.</param>
    /// <param name="cards">The fields that its cards show; null leaves them to the type.</param>
    public static Outcome<BoardShape> Of(TenantSchema schema, TenantType type, Guid? pipelineId, string? basis = null, IReadOnlyList<string>? cards = null)
    {
        var isByNext = basis == ByNext;
        var described = type.Type.BoardLayout;
        var wanted = isByNext || string.IsNullOrEmpty(basis) ? described?.By ?? Bases(type).FirstOrDefault()?.Name : basis;
        if (wanted is null || Bases(type).FirstOrDefault(f => f.Name == wanted) is not { } by)
            return new Refusal("board-none", null, type.Name);
        var layout = (described ?? new BoardLayout(by.Name, null, null, [.. type.Type.ListColumns.Take(4)])) with { By = by.Name };
        if (cards is not null)
            layout = layout with { CardFields = cards };
        var pipelines = by.Kind is StageKind ? schema.PipelinesOf(type.Name).ToList() : [];
        var pipeline = pipelines.FirstOrDefault(p => p.Id == pipelineId) ?? pipelines.FirstOrDefault();
        if (by.Kind is StageKind && pipeline is null)
            return new Refusal("board-without-pipeline", null, type.Name);
        return new BoardShape(type, layout, pipeline, pipelines, isByNext);
    }

    /// <summary>All records that may stand on this board.</summary>
    internal FilterNode? Everything => Pipeline is null
        ? null
        // What is closed needs no next step.
        : new FilterTerm(By.Name, FilterOperator.In, [.. Pipeline.Stages.Where(s => !IsByNext || s.Outcome == StageOutcome.Open).Select(s => s.Id.ToString())]);

    internal FilterNode? Within(BoardColumn column) => IsByNext ? Everything
        : column.Value is null
        ? new FilterTerm(By.Name, FilterOperator.Empty)
        : new FilterTerm(By.Name, FilterOperator.Equal, column.Key);

    /// <summary>The newest in its column first; what is closed by its day of closing.</summary>
    internal string OrderOf(BoardColumn column) => (column.Outcome != StageOutcome.Open, ClosedField, SinceField) switch
    {
        (true, not null, not null) => $"-{ClosedOn},-{Since}",
        (true, not null, null) => $"-{ClosedOn}",
        (_, _, not null) => $"-{Since}",
        _ => Type.Type.DefaultSort,
    };

    /// <summary>The fields that the columns of stages are ordered by, downwards, for the indexes that give their first cards.</summary>
    public static IEnumerable<IReadOnlyList<Field>> Orders(RecordType type)
    {
        var (since, closed) = (type.Fields.FirstOrDefault(f => f.Name == Since), type.Fields.FirstOrDefault(f => f.Name == ClosedOn));
        if (since is not null)
            yield return [since];
        if (closed is not null)
            yield return since is null ? [closed] : [closed, since];
    }

    private static BoardColumn Stage(Stage stage) =>
        new(stage.Id.ToString(), stage.Id, stage.Name, stage.Colour, stage.Outcome, stage.NormDays, stage.MostRecords);

    private static BoardColumn Choice(Choice choice, int position) =>
        new(choice.Value, choice.Value, choice.Label, choice.Colour ?? Palette.At(position), StageOutcome.Open);

    private static BoardColumn Next(NextWhen when) => new(when.ToString().ToLowerInvariant(), when, null, when switch
    {
        NextWhen.None => "orange",
        NextWhen.Overdue => "red",
        NextWhen.Today => "green",
        NextWhen.Week => "teal",
        _ => "slate",
    }, StageOutcome.Open);

    private static BoardColumn Rest() => new("", null, null, Palette.Names[0], StageOutcome.Open);
}
