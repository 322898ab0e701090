using System.Globalization;
using Crm.Core.Activities.Next;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Web.Records.Lists;
using Crm.Web.Shared;
using Crm.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Web.Records.Boards;

public sealed partial class Board
{
    private const string Mine = "owner eq 'me'";
    private const string StateKey = "board";

    private readonly LatestQuestion reading = new();
    private readonly LatestQuestion counting = new();

    // Cancelled and never disposed: who is still reading when the page goes asks it for its token afterwards.
    private readonly CancellationTokenSource gone = new();
    private readonly BoardNews heard = new();
    private ElementReference root;

    // Until then the page has nothing to say of the board, not even that there is none.
    private bool isRead;
    private readonly AttachedModule attached = new();
    private IDisposable? news;
    private PersistingComponentStateSubscription keeping;
    private TenantSchema? schema;
    private DateTime now;
    private bool mayCreate;
    private bool mayEdit;
    private readonly (CultureInfo Culture, CultureInfo UiCulture) language = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private DateOnly today;
    private bool canPlan;
    private bool isChoosingFields;
    private bool isShowingTimes;
    private bool saidWhyNot;
    private IReadOnlyList<(string Value, string Name)> bases = [];
    private HashSet<string> folded = [];
    private string? foldedOf;

    protected override bool IsBoard => true;

    private BoardView View => Moves.View;

    private RecordType Kind => View.Shape!.Type.Type;

    private string Reason => string.Join(" ", View.Refusals.Select(Refused.Of));

    protected override void OnInitialized() => keeping = Kept.RegisterOnPersisting(() =>
    {
        if (isRead && Address is not null && View is { Shape: { } shape, Refusals.Count: 0 })
            Kept.Hand(StateKey, BoardSnapshot.Of(Address.ToString(), shape, View.Lanes, schema!.Tenant.Currency));
        return Task.CompletedTask;
    });

    protected override async Task ShowAsync(ListAddress? next)
    {
        // What stands above the columns follows the cards; the pre-rendered page leaves it to its circuit.
        if (!await reading.AskAsync(mine => ReadAsync(next, mine)) || View.Shape is null || !RendererInfo.IsInteractive)
            return;
        StateHasChanged();
        await counting.AskAsync(View.CountAsync);
    }

    // What changes is shown once, when it is there.
    protected override bool ShouldRender() => !isRead || !reading.IsAsking;

    private async Task ReadAsync(ListAddress? next, CancellationToken mine)
    {
        counting.Stop();
        schema = await Schemas.GetAsync(mine);
        await OfferAsync(schema.Find(TypeName));
        var here = Address = next ?? Read();
        var kept = Kept.Handed<BoardSnapshot>(StateKey);
        await View.LoadAsync(TypeName, here.Shown.By, Guid.TryParse(here.Shown.Pipeline, out var id) ? id : null, here.Shown.Filter, here.Search,
            kept?.Address == here.ToString() ? kept : null, mine);
        now = Clock.GetUtcNow().UtcDateTime;
        today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, Labels.Format.Zone));
        Moves.Leave();
        if (View.Shape is not null)
        {
            canPlan = !Kind.IsTimelineEntry && !Kind.IsAdministrative && await Activities.CanSeeAsync(mine);
            bases = [.. BoardShape.Bases(View.Shape.Type).Select(f => (f.Name, Labels.Of(Kind, f)))];
            if (canPlan)
                bases = [.. bases, (BoardShape.ByNext, T["by.next"])];
            var actor = await Actors.GetAsync(mine);
            (mayCreate, mayEdit) = (actor.May(Kind, RecordAction.Create), actor.May(Kind, RecordAction.Edit));
        }
        isRead = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            news = Feed.Subscribe(Scope.Tenant.Id, HearAsync);
        if (View.Shape is not null)
            await attached.AttachAsync(this, JS, Assets["js/board.js"], root);
        if (attached.IsAttached && foldedOf != FoldKey)
        {
            foldedOf = FoldKey;
            folded = [.. await attached.InvokeAsync<string[]>("folded") ?? []];
            if (folded.Count > 0)
                StateHasChanged();
        }
        if (attached.IsAttached && Moves is { Asked: null, Conflict: null, ToFocus: { } card })
        {
            Moves.ToFocus = null;
            await attached.InvokeVoidAsync("focus", card);
        }
    }

    /// <summary>Called by the script when a card was dropped; see <see cref="BoardMoves.DropAsync"/>.</summary>
    [JSInvokable]
    public async Task<string> MoveAsync(Guid id, string to)
    {
        var came = await Moves.DropAsync(id, to, today, gone.Token);
        StateHasChanged();
        return came;
    }

    /// <summary>Called by the script when somebody wants to move what they may only look at.</summary>
    [JSInvokable]
    public void SayFixed()
    {
        if (!saidWhyNot)
            Toasts.Say(Texts["ui.fixed"]);
        saidWhyNot = true;
    }

    /// <summary>Called by the script when somebody leaves the questions by Escape: the card stays where it was.</summary>
    [JSInvokable]
    public void LeaveQuestion()
    {
        Moves.LeaveQuestion();
        StateHasChanged();
    }

    private Task AnswerAsync() => Moves.AnswerAsync(today, gone.Token);

    private Task WarnedAsync(bool despite) => Moves.WarnedAsync(despite, today, gone.Token);

    private Task DecidedAsync() => Moves.DecidedAsync(gone.Token);

    private async Task MoveFromSheetAsync(BoardColumn to)
    {
        if (Moves.Open is not { } opened)
            return;
        Moves.Open = null;
        await Moves.DropAsync(opened.Card.Id, to.Key, today, gone.Token);
    }

    private async Task RefreshAsync()
    {
        isChoosingFields = false;
        StateHasChanged();
        await ShowAsync(Address);
    }

    private async Task FoldAsync(string column)
    {
        if (!folded.Remove(column))
            folded.Add(column);
        await attached.InvokeVoidAsync("fold", [folded.ToArray()]);
    }

    public async ValueTask DisposeAsync()
    {
        news?.Dispose();
        keeping.Dispose();
        reading.Stop();
        counting.Stop();
        await gone.CancelAsync();
        await attached.DisposeAsync();
    }

    private Task HearAsync(RecordsChanged changed) => changed.RecordType != TypeName && !IsActivity(changed) ? Task.CompletedTask : InvokeAsync(async () =>
    {
        // The news come on the writer's thread and would bring the writer's language along.
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = language;
        if (changed.Ids is [var one] && Moves.IsMoving(one) || !heard.Hear(changed, IsActivity(changed)))
            return;
        try
        {
            await Task.Delay(BoardNews.Moment, Clock, gone.Token);
            var (ids, activities) = heard.Take();
            if (ids is not null)
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

    private string Basis => Address?.Shown.By ?? View.Shape!.By.Name;

    private string FoldKey => $"{TypeName}/{Address?.Shown.By}";
}
