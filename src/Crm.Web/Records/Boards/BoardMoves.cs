using Crm.Core.Activities.Next;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Editing;
using Crm.Core.Records.Pipelines;
using Crm.Core.Shared;
using Crm.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Boards;

/// <summary>A drop that waits for answers.</summary>
public sealed record AskedDrop(BoardCard Card, BoardColumn To, DropQuestion Form);

/// <summary>A move that met the move of somebody else.</summary>
public sealed record CardConflict(BoardCard Card, EditConflict Conflict);

/// <summary>A drop on a column that is full, which may be all the same.</summary>
public sealed record FullDrop(BoardCard Card, BoardColumn To, FullStage Full);

/// <summary>A card that lies open, with the day that is wanted for its next step.</summary>
public sealed record OpenCard(BoardCard Card, DateOnly? Wanted);

/// <summary>What becomes of a card that was dropped: it moves, is asked first, meets somebody else's move, or stays.</summary>
public sealed class BoardMoves(BoardView view, BoardWords words, RecordLabels labels, RefusalText refused, Toasts toasts, IStringLocalizer<BoardTexts> t)
{
    private readonly HashSet<Guid> moving = [];

    public BoardView View => view;

    public AskedDrop? Asked { get; private set; }

    public CardConflict? Conflict { get; private set; }

    public FullDrop? Full { get; private set; }

    public OpenCard? Open { get; set; }

    public bool IsAnswering { get; private set; }

    /// <summary>The card that is to have the focus, once.</summary>
    public Guid? ToFocus { get; set; }

    /// <summary>Whether this page itself is about to tell the news of a card.</summary>
    public bool IsMoving(Guid id) => moving.Contains(id);

    public void Leave() => (Asked, Conflict, Full, Open) = (null, null, null, null);

    public void LeaveQuestion() => Asked = null;

    /// <summary><c>moved</c>, <c>stays</c>, or <c>asked</c> while something waits for answers with the card where it was.</summary>
    /// <param name="despite">The person knows that the column is full.</param>
    public async Task<string> DropAsync(Guid id, string to, DateOnly today, CancellationToken ct, bool despite = false)
    {
        if (view.Find(id) is not { } card || view.Shape?.Column(to) is not { } column)
            return "stays";
        if (column.Value is NextWhen and not (NextWhen.None or NextWhen.Overdue) && card.Next is null)
        {
            // Where nothing is planned there is nothing to put off: the day is known, the task is not.
            Open = new OpenCard(card, Reschedule.Day((NextWhen)column.Value, today));
            return "asked";
        }
        // A column that takes no more says so itself, when the move is written.
        if (!despite && await view.FullAsync(card, column, ct) is { Stage.RefusesOverLimit: false } full)
        {
            Full = new FullDrop(card, column, full);
            return "asked";
        }
        var questions = await view.QuestionsAsync(card, column, ct);
        if (questions.Count > 0)
        {
            Asked = new AskedDrop(card, column, new DropQuestion(card.Title, questions, labels.Format));
            return "asked";
        }
        Asked = null;
        return await MoveAsync(card, column, null, today, ct) ? "moved" : "stays";
    }

    /// <summary>The warning of a full column was read; the card goes there all the same, or stays.</summary>
    public async Task WarnedAsync(bool despite, DateOnly today, CancellationToken ct)
    {
        if (Full is not { } full)
            return;
        Full = null;
        if (despite)
            await DropAsync(full.Card.Id, full.To.Key, today, ct, despite: true);
        ToFocus = full.Card.Id;
    }

    /// <summary>The questions of a drop were answered.</summary>
    public async Task AnswerAsync(DateOnly today, CancellationToken ct)
    {
        if (Asked is not { } question || IsAnswering || question.Form.Read() is not { } answers)
            return;
        IsAnswering = true;
        // Somebody else may have edited the card while the questions stood there; their edit is no reason to ask again.
        if (await MoveAsync(view.Find(question.Card.Id) ?? question.Card, question.To, answers, today, ct))
            (Asked, ToFocus) = (null, question.Card.Id);
        IsAnswering = false;
    }

    /// <summary>A collision was decided, or put off; the card stands where the database has it.</summary>
    public async Task DecidedAsync(CancellationToken ct)
    {
        if (Conflict is not { } decided)
            return;
        (Conflict, Asked, ToFocus) = (null, null, decided.Card.Id);
        await view.FollowAsync([decided.Card.Id], ct);
    }

    private async Task<bool> MoveAsync(BoardCard card, BoardColumn to, IReadOnlyDictionary<string, object?>? answers, DateOnly today, CancellationToken ct)
    {
        moving.Add(card.Id);
        var moved = await view.MoveAsync(card, to, answers, today, ct);
        moving.Remove(card.Id);
        var rest = answers is not null && Asked is not null ? Asked.Form.Take(moved.Refusals) : moved.Refusals;
        if (rest.Count > 0)
            toasts.Warn(string.Join(" ", rest.Select(refused.Of)));
        if (!moved.Succeeded)
            return false;
        if (moved.Value.Conflict is { } conflict)
        {
            Conflict = new CardConflict(card, conflict);
            return false;
        }
        if (moved.Value.ChangeSetId is { } set)
            toasts.Say(t[view.Shape!.IsByNext ? "rescheduled" : "moved", card.Title, words.NameOf(view.Shape!, to)], set);
        return true;
    }
}
