using Crm.Core.Activities.Next;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Pipelines;
using Crm.Core.Shared;

namespace Crm.Web.Records.Boards;

/// <summary>What one person's board shows, and how it follows what that person and others do.</summary>
public sealed class BoardView(BoardReader reader, MoveCard move, AddCard add, StageQuestions questions, StageRoom room, Reschedule reschedule)
{
    /// <summary>More changed records than this are not looked up one by one.</summary>
    private const int MaxSingly = 60;

    private readonly BoardReadings readings = new();
    private BoardSelection selection = new();

    public BoardShape? Shape { get; private set; }

    public IReadOnlyList<BoardLane> Lanes { get; private set; } = [];

    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    /// <summary>Cards that came to their column with the last news, to be pointed out.</summary>
    public IReadOnlySet<Guid> Fresh { get; private set; } = new HashSet<Guid>();

    public int Count => Lanes.Sum(l => l.Figures.Count);

    public bool IsEmpty => Lanes.All(l => l.IsEmpty);

    /// <summary>Reads the shape and the first cards of each column; their figures follow by <see cref="CountAsync"/>.</summary>
    /// <param name="kept">What the pre-rendered page had read.</param>
    public async Task LoadAsync(string type, string? basis, Guid? pipeline, string? filter, string? search, BoardSnapshot? kept, CancellationToken ct)
    {
        var shape = await reader.ShapeAsync(type, pipeline, ct, basis, kept?.CardFields);
        var parsed = string.IsNullOrWhiteSpace(filter) ? null : FilterText.Parse(filter);
        ct.ThrowIfCancellationRequested();
        Shape = shape.Succeeded ? shape.Value : null;
        Refusals = [.. shape.Refusals, .. parsed?.Refusals ?? []];
        if (Refusals.Count > 0)
            return;
        selection = new BoardSelection(parsed?.Value, search);
        if (kept?.Read(shape.Value) is { } lanes)
            (Lanes, Fresh) = (lanes, new HashSet<Guid>());
        else
            await FillAsync(shape.Value, [], ct);
    }

    /// <summary>Counts and sums the columns.</summary>
    public async Task CountAsync(CancellationToken ct)
    {
        if (Shape is not { } shape || Refusals.Count > 0)
            return;
        var (lanes, mine) = (Lanes, readings.Begin());
        var figures = await reader.FiguresAsync(shape, selection, ct);
        // The person may have gone to another pipeline while this was read.
        if (lanes != Lanes || !readings.Counts(mine))
            return;
        Refusals = figures.Refusals;
        if (figures.Succeeded)
            Recount(figures.Value);
    }

    public async Task MoreAsync(BoardLane lane, CancellationToken ct)
    {
        var cards = await reader.CardsAsync(Shape!, selection, lane.Column, lane.Cards.Count, ct);
        if (cards.Succeeded)
            lane.Cards.AddRange(cards.Value.Where(c => Find(c.Id) is null));
    }

    /// <summary>Reads the changed records again and puts their cards where they belong now.</summary>
    public async Task FollowAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct, bool isWhole = false)
    {
        if (Shape is not { } shape || Refusals.Count > 0)
            return;
        if (ids.Count is 0 || (ids.Count > MaxSingly && !isWhole))
        {
            await FillAsync(shape, Lanes, ct);
            await CountAsync(ct);
            return;
        }
        var (lanes, mine) = (Lanes, readings.Begin());
        var cards = await reader.CardsAsync(shape, selection, ids, ct);
        var figures = await reader.FiguresAsync(shape, selection, ct);
        if (lanes != Lanes)
        {
            // All cards were read again meanwhile, or another board, perhaps before what is followed here was saved.
            await FollowAsync(ids, ct, isWhole);
            return;
        }
        if (!cards.Succeeded || !figures.Succeeded)
            return;
        var fresh = new HashSet<Guid>();
        foreach (var id in ids)
            if (readings.Places(mine, id) && Place(id, cards.Value.FirstOrDefault(c => c.Id == id)))
                fresh.Add(id);
        Fresh = fresh;
        if (readings.Counts(mine))
            Recount(figures.Value);
    }

    /// <summary>What is to be asked before the card may go there.</summary>
    public async Task<IReadOnlyList<StageQuestion>> QuestionsAsync(BoardCard card, BoardColumn to, CancellationToken ct) =>
        to.Value is Guid stage && card.Column != to.Key ? await questions.RunAsync(Shape!.Type.Name, card.Id, stage, ct) : [];

    /// <summary>The column's stage when it is full and the card would come in; null when there is room.</summary>
    public async Task<FullStage?> FullAsync(BoardCard card, BoardColumn to, CancellationToken ct) =>
        to is { Value: Guid stage, MostRecords: not null } && card.Column != to.Key ? await room.RunAsync(Shape!.Type.Name, stage, ct) : null;

    /// <summary>Moves a card, or tells which move of somebody else it met.</summary>
    public async Task<Outcome<CardMoved>> MoveAsync(BoardCard card, BoardColumn to, IReadOnlyDictionary<string, object?>? answers, DateOnly today, CancellationToken ct)
    {
        var moved = to.Value is NextWhen when
            ? await RescheduleAsync(card.Next, when, today, ct)
            : await move.RunAsync(Shape!, card, to, ct, answers);
        // With answers that were refused the card stays as it was read, so that they can be given again.
        if (moved.Succeeded || answers is null)
            await FollowAsync([card.Id], ct);
        return moved;
    }

    private async Task<Outcome<CardMoved>> RescheduleAsync(NextActivity? next, NextWhen when, DateOnly today, CancellationToken ct)
    {
        var put = await reschedule.RunAsync(next, when, today, ct);
        return put.Succeeded ? new CardMoved(put.Value, null) : Outcome<CardMoved>.Refused(put.Refusals);
    }

    /// <summary>Reads again what is next about the cards that are shown, for somebody planned or did something.</summary>
    public Task FollowActivitiesAsync(CancellationToken ct) =>
        Shape is { IsByNext: true } ? FollowAsync([], ct) : FollowAsync([.. Lanes.SelectMany(l => l.Cards).Select(c => c.Id)], ct, isWhole: true);

    public async Task<IReadOnlyList<Refusal>> AddAsync(BoardLane lane, string title, CancellationToken ct)
    {
        var added = await add.RunAsync(Shape!, lane.Column, title, ct);
        if (added.Succeeded)
            await FollowAsync([added.Value.Id], ct);
        return added.Refusals;
    }

    public BoardCard? Find(Guid id) => Lanes.SelectMany(l => l.Cards).FirstOrDefault(c => c.Id == id);

    /// <param name="before">The lanes of the same records, whose figures stand until they are counted again; none where other records are asked for.</param>
    private async Task FillAsync(BoardShape shape, IReadOnlyList<BoardLane> before, CancellationToken ct)
    {
        var mine = readings.Begin();
        var cards = await reader.FirstCardsAsync(shape, selection, ct);
        // The person may have gone to another board while this was read.
        if (shape != Shape)
            return;
        var lanes = shape.Columns.Select(c => new BoardLane(c) { Counted = before.FirstOrDefault(l => l.Column.Key == c.Key)?.Counted }).ToList();
        if (cards.Succeeded)
            foreach (var lane in lanes)
                lane.Cards.AddRange(cards.Value[lane.Column.Key]);
        (Lanes, Refusals, Fresh) = (lanes, cards.Refusals, new HashSet<Guid>());
        if (readings.PlacedSince(mine) is { Count: > 0 } moved)
            await FollowAsync(moved, ct);
    }

    /// <summary>True when the card came from elsewhere.</summary>
    private bool Place(Guid id, BoardCard? card)
    {
        var old = Lanes.FirstOrDefault(l => l.Cards.Any(c => c.Id == id));
        var target = card is null ? null : Lanes.FirstOrDefault(l => l.Column.Key == card.Column);
        if (old is not null && old == target)
        {
            old.Cards[old.Cards.FindIndex(c => c.Id == id)] = card!;
            return false;
        }
        old?.Cards.RemoveAll(c => c.Id == id);
        if (target is null || (old is null && !target.Reaches(card!)))
            return false;
        if (old is null)
            target.Take(card!);
        else
            target.Cards.Insert(0, card!);
        return true;
    }

    private void Recount(IReadOnlyDictionary<string, BoardFigures> figures)
    {
        foreach (var lane in Lanes)
            lane.Counted = figures.GetValueOrDefault(lane.Column.Key, BoardFigures.None);
    }
}
