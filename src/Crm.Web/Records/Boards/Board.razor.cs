using System.Globalization;
using Crm.Core.Activities.Next;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Web.Records.Boards;

public sealed partial class Board
{
    private const string Mine = "owner eq 'me'";
    private static readonly TimeSpan NewsDelay = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource gone = new();
    private readonly HashSet<Guid> heard = [];
    private bool heardOfMany;
    private bool heardOfActivities;
    private readonly HashSet<Guid> moving = [];
    private ElementReference root;
    private ElementReference title;
    private readonly AttachedModule attached = new();
    private IDisposable? news;
    private TenantSchema? schema;
    private DateTime now;
    private bool mayCreate;
    private bool mayEdit;
    private readonly (CultureInfo Culture, CultureInfo UiCulture) language = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private (string Type, string? By, string? Pipeline, string? Filter, string? Search)? shown;
    private bool isListening;
    private string? adding;
    private string? focused;
    private string? draft;
    private DateOnly today;
    private bool canPlan;
    private bool isChoosingFields;
    private bool isAnswering;
    private Guid? toFocus;
    private Drop? asking;
    private (BoardCard Card, DateOnly? Wanted)? sheet;
    private IReadOnlyList<(string Value, string Name)> bases = [];
    private HashSet<string> folded = [];
    private string? foldedOf;

    [Parameter]
    public string Type { get; set; } = "";

    /// <summary>What makes the columns: a field's name, or "next"; empty leaves it to the type.</summary>
    [SupplyParameterFromQuery(Name = "by")]
    private string? By { get; set; }

    [SupplyParameterFromQuery(Name = "pipeline")]
    private string? Pipeline { get; set; }

    [SupplyParameterFromQuery(Name = "filter")]
    private string? Filter { get; set; }

    [SupplyParameterFromQuery(Name = "search")]
    private string? Search { get; set; }

    private RecordType Kind => View.Shape!.Type.Type;

    private string Reason => string.Join(" ", View.Refusals.Select(Refused.Of));

    protected override async Task OnParametersSetAsync()
    {
        // The address also names the record that is open beside the board: that is no other board.
        if (shown == (Type, By, Pipeline, Filter, Search))
            return;
        shown = (Type, By, Pipeline, Filter, Search);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        schema = await Schemas.GetAsync(gone.Token);
        await View.LoadAsync(Type, By, Guid.TryParse(Pipeline, out var id) ? id : null, Filter, Search, gone.Token);
        now = Clock.GetUtcNow().UtcDateTime;
        today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, Labels.Format.Zone));
        (adding, asking, sheet) = (null, null, null);
        if (View.Shape is null)
            return;
        canPlan = !Kind.IsTimelineEntry && !Kind.IsAdministrative && await Activities.CanSeeAsync(gone.Token);
        bases = [.. BoardShape.Bases(View.Shape.Type).Select(f => (f.Name, Labels.Of(Kind, f)))];
        if (canPlan)
            bases = [.. bases, (BoardShape.ByNext, T["by.next"])];
        var actor = await Actors.GetAsync(gone.Token);
        (mayCreate, mayEdit) = (actor.May(Kind, RecordAction.Create), actor.May(Kind, RecordAction.Edit));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            news = Feed.Subscribe(Scope.Tenant.Id, HearAsync);
        if (View.Shape is not null)
            await attached.AttachAsync(this, JS, Assets["js/board.js"], root);
        if (attached.IsAttached && foldedOf != $"{Type}/{By}")
        {
            foldedOf = $"{Type}/{By}";
            folded = [.. await attached.InvokeAsync<string[]>("folded") ?? []];
            if (folded.Count > 0)
                StateHasChanged();
        }
        if (attached.IsAttached && asking is null && toFocus is { } card)
        {
            toFocus = null;
            await attached.InvokeVoidAsync("focus", card);
        }
        if (adding != focused && (focused = adding) is not null)
            await title.FocusAsync();
    }

    /// <summary>
    /// Called by the script when a card was dropped: <c>moved</c>, <c>stays</c>, or <c>asked</c> while the column waits for
    /// answers with the card where it was.
    /// </summary>
    [JSInvokable]
    public async Task<string> MoveAsync(Guid id, string to)
    {
        if (View.Find(id) is not { } card || View.Shape?.Column(to) is not { } column)
            return "stays";
        if (column.Value is NextWhen and not (NextWhen.None or NextWhen.Overdue) && card.Next is null)
        {
            // Where nothing is planned there is nothing to put off: the day is known, the task is not.
            sheet = (card, Reschedule.Day((NextWhen)column.Value, today));
            StateHasChanged();
            return "asked";
        }
        var questions = await View.QuestionsAsync(card, column, gone.Token);
        if (questions.Count > 0)
        {
            asking = new Drop(card, column, new DropQuestion(card.Title, questions, Labels.Format));
            StateHasChanged();
            return "asked";
        }
        asking = null;
        return await MoveAsync(card, column, null) ? "moved" : "stays";
    }

    /// <summary>Called by the script when somebody leaves the questions by Escape: the card stays where it was.</summary>
    [JSInvokable]
    public void LeaveQuestion()
    {
        asking = null;
        StateHasChanged();
    }

    private async Task<bool> MoveAsync(BoardCard card, BoardColumn to, IReadOnlyDictionary<string, object?>? answers)
    {
        moving.Add(card.Id);
        var moved = await View.MoveAsync(card, to, answers, today, gone.Token);
        moving.Remove(card.Id);
        var rest = moved.Refusals;
        if (answers is not null && asking is not null)
            rest = asking.Form.Take(moved.Refusals);
        if (rest.Count > 0)
            Toasts.Warn(string.Join(" ", rest.Select(Refused.Of)));
        else if (moved is { Succeeded: true, Value: { } set })
            Toasts.Say(T[View.Shape!.IsByNext ? "rescheduled" : "moved", card.Title, NameOf(to)], set);
        StateHasChanged();
        return moved.Succeeded;
    }

    private async Task AnswerAsync()
    {
        if (asking is not { } question || isAnswering || question.Form.Read() is not { } answers)
            return;
        isAnswering = true;
        // Somebody else may have edited the card while the questions stood there; their edit is no reason to ask again.
        if (await MoveAsync(View.Find(question.Card.Id) ?? question.Card, question.To, answers))
            (asking, toFocus) = (null, question.Card.Id);
        isAnswering = false;
    }

    private async Task MoveFromSheetAsync(BoardColumn to)
    {
        if (sheet is not { } opened)
            return;
        sheet = null;
        await MoveAsync(opened.Card.Id, to.Key);
    }

    private async Task RefreshAsync()
    {
        isChoosingFields = false;
        await ReadAsync();
    }

    private async Task FoldAsync(string column)
    {
        if (!folded.Remove(column))
            folded.Add(column);
        await attached.InvokeVoidAsync("fold", [folded.ToArray()]);
    }

    /// <summary>Calm within the norm, slow beyond it, late at half as long again.</summary>
    private static string Age(BoardColumn column, int? days) =>
        column is not { Outcome: StageOutcome.Open, NormDays: { } norm } || days is null || days <= norm ? ""
        : days > norm * 3 / 2 ? "late"
        : "slow";

    public async ValueTask DisposeAsync()
    {
        news?.Dispose();
        await gone.CancelAsync();
        await attached.DisposeAsync();
        gone.Dispose();
    }

    private async Task AddAsync(BoardLane lane)
    {
        if (string.IsNullOrWhiteSpace(draft))
            return;
        var refusals = await View.AddAsync(lane, draft, gone.Token);
        if (refusals.Count > 0)
            Toasts.Warn(string.Join(" ", refusals.Select(Refused.Of)));
        else
            draft = null;
    }

    private void StopAdding() => (adding, draft) = (null, null);

    /// <summary>Gathers the news of a moment, so that an import of thousands makes a few readings and not thousands.</summary>
    private Task HearAsync(RecordsChanged changed) => changed.RecordType != Type && !IsActivity(changed) ? Task.CompletedTask : InvokeAsync(async () =>
    {
        // The news come on the writer's thread and would bring the writer's language along.
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = language;
        if (changed.Ids is [var one] && moving.Contains(one))
            return;
        if (IsActivity(changed))
        {
            heardOfActivities = true;
        }
        else
        {
            heard.UnionWith(changed.Ids);
            heardOfMany |= changed.Ids.Count == 0;
        }
        if (isListening)
            return;
        isListening = true;
        try
        {
            await Task.Delay(NewsDelay, Clock, gone.Token);
            isListening = false;
            Guid[] ids = heardOfMany ? [] : [.. heard];
            var (records, activities) = (heardOfMany || heard.Count > 0, heardOfActivities);
            heard.Clear();
            (heardOfMany, heardOfActivities) = (false, false);
            if (records)
                await View.FollowAsync(ids, gone.Token);
            if (activities)
                await View.FollowActivitiesAsync(gone.Token);
            now = Clock.GetUtcNow().UtcDateTime;
            StateHasChanged();
        }
        catch (Exception left) when (left is OperationCanceledException or ObjectDisposedException or ActorGoneException)
        {
            // The page was left, or its reader lost the right to it, while the news came in.
        }
    });

    private bool IsActivity(RecordsChanged changed) => canPlan && schema?.Find(changed.RecordType) is { Type.IsTimelineEntry: true };

    private string Basis => By is { Length: > 0 } ? By : View.Shape!.By.Name;

    private string NameOf(BoardColumn column) => column switch
    {
        { Value: NextWhen when } => T[$"next.col.{when.ToString().ToLowerInvariant()}"],
        { Value: null } => T["column.none"],
        { Name: { } name } => name,
        _ => Labels.Choice(Kind, View.Shape!.By, column.Key),
    };

    private string MoreOf(BoardCard card) => string.Join(" · ", View.Shape!.MoreFields
        .Select((field, i) => card.More[i] is RecordRef reference ? reference.Title : Labels.Show(Kind, field, card.More[i]))
        .Where(text => text.Length > 0));

    private static string Sums(IReadOnlyList<Money> sums) => string.Join(" + ", sums
        .Select(m => Money.FromMajor(Math.Round(m.Major, MidpointRounding.AwayFromZero), m.Currency).ToString(CultureInfo.CurrentCulture)));

    /// <summary>How much of a column's money is to be counted on; without money, its share of all records.</summary>
    private string Share(BoardLane lane)
    {
        var share = lane.Figures switch
        {
            { Weighted: [var weighted, ..], Totals: [{ Minor: > 0 } total, ..] } => 100m * weighted.Minor / total.Minor,
            _ when View.Shape!.Weighted is null && View.Count > 0 => 100m * lane.Figures.Count / View.Count,
            _ => 0m,
        };
        return Math.Clamp(share, 0, 100).ToString("0.#", CultureInfo.InvariantCulture);
    }

    private string Query() => new Uri(Navigation.Uri).Query;

    private string With(string name, string value) => Navigation.GetUriWithQueryParameter(name, value);

    private string Without(string name) => Navigation.GetUriWithQueryParameter(name, (string?)null);

    private void Go(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value));

    /// <summary>A drop that waits for answers.</summary>
    private sealed record Drop(BoardCard Card, BoardColumn To, DropQuestion Form);
}
