using System.Globalization;
using Crm.Core.Activities.Next;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Web.Records.Boards;

public sealed partial class Board
{
    private const string Mine = "owner eq 'me'";

    private readonly CancellationTokenSource gone = new();
    private readonly BoardNews heard = new();
    private ElementReference root;
    private IJSObjectReference? attached;
    private DotNetObjectReference<Board>? self;
    private IDisposable? news;
    private TenantSchema? schema;
    private DateTime now;
    private bool mayCreate;
    private bool mayEdit;
    private readonly (CultureInfo Culture, CultureInfo UiCulture) language = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private (string Type, string? By, string? Pipeline, string? Filter, string? Search)? shown;
    private DateOnly today;
    private bool canPlan;
    private bool isChoosingFields;
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

    private BoardView View => Moves.View;

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
        Moves.Leave();
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
        if (attached is null && self is null && View.Shape is not null)
        {
            self = DotNetObjectReference.Create(this);
            await using var module = await JS.InvokeAsync<IJSObjectReference>("import", gone.Token, $"./{Assets["js/board.js"]}");
            attached = await module.InvokeAsync<IJSObjectReference>("attach", gone.Token, root, self);
        }
        if (attached is not null && foldedOf != $"{Type}/{By}")
        {
            foldedOf = $"{Type}/{By}";
            folded = [.. await attached.InvokeAsync<string[]>("folded", gone.Token)];
            if (folded.Count > 0)
                StateHasChanged();
        }
        if (attached is not null && Moves is { Asked: null, Conflict: null, ToFocus: { } card })
        {
            Moves.ToFocus = null;
            await attached.InvokeVoidAsync("focus", gone.Token, card);
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

    /// <summary>Called by the script when somebody leaves the questions by Escape: the card stays where it was.</summary>
    [JSInvokable]
    public void LeaveQuestion()
    {
        Moves.LeaveQuestion();
        StateHasChanged();
    }

    private Task AnswerAsync() => Moves.AnswerAsync(today, gone.Token);

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
        await ReadAsync();
    }

    private async Task FoldAsync(string column)
    {
        if (!folded.Remove(column))
            folded.Add(column);
        if (attached is not null)
            await attached.InvokeVoidAsync("fold", gone.Token, [folded.ToArray()]);
    }

    public async ValueTask DisposeAsync()
    {
        news?.Dispose();
        await gone.CancelAsync();
        try
        {
            if (attached is not null)
                await attached.InvokeVoidAsync("detach");
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed; its listeners went with it.
        }
        self?.Dispose();
        gone.Dispose();
    }

    private Task HearAsync(RecordsChanged changed) => changed.RecordType != Type && !IsActivity(changed) ? Task.CompletedTask : InvokeAsync(async () =>
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

    private string Basis => By is { Length: > 0 } ? By : View.Shape!.By.Name;

    private string Query() => new Uri(Navigation.Uri).Query;

    private string With(string name, string value) => Navigation.GetUriWithQueryParameter(name, value);

    private string Without(string name) => Navigation.GetUriWithQueryParameter(name, (string?)null);

    private void Go(string name, string? value) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value));
}
