using System.Globalization;
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
    private static readonly TimeSpan NewsDelay = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource gone = new();
    private readonly HashSet<Guid> heard = [];
    private bool heardOfMany;
    private readonly HashSet<Guid> moving = [];
    private ElementReference root;
    private ElementReference title;
    private IJSObjectReference? attached;
    private DotNetObjectReference<Board>? self;
    private IDisposable? news;
    private TenantSchema? schema;
    private DateTime now;
    private bool mayCreate;
    private bool mayEdit;
    private readonly (CultureInfo Culture, CultureInfo UiCulture) language = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private (string Type, string? Pipeline, string? Filter, string? Search)? shown;
    private bool isListening;
    private string? adding;
    private string? focused;
    private string? draft;

    [Parameter]
    public string Type { get; set; } = "";

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
        if (shown == (Type, Pipeline, Filter, Search))
            return;
        shown = (Type, Pipeline, Filter, Search);
        schema = await Schemas.GetAsync(gone.Token);
        await View.LoadAsync(Type, Guid.TryParse(Pipeline, out var id) ? id : null, Filter, Search, gone.Token);
        now = Clock.GetUtcNow().UtcDateTime;
        adding = null;
        if (View.Shape is null)
            return;
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
        if (adding != focused && (focused = adding) is not null)
            await title.FocusAsync();
    }

    /// <summary>Called by the script when a card was dropped; false lets it go back.</summary>
    [JSInvokable]
    public async Task<bool> MoveAsync(Guid id, string to)
    {
        moving.Add(id);
        var moved = await View.MoveAsync(id, to, gone.Token);
        moving.Remove(id);
        if (!moved.Succeeded)
            Toasts.Warn(string.Join(" ", moved.Refusals.Select(Refused.Of)));
        else if (moved.Value is { } set)
            Toasts.Say(T["moved", View.Find(id)?.Title ?? Labels.One(Kind), NameOf(View.Shape!.Column(to)!)], set);
        StateHasChanged();
        return moved.Succeeded;
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
    private Task HearAsync(RecordsChanged changed) => changed.RecordType != Type ? Task.CompletedTask : InvokeAsync(async () =>
    {
        // The news come on the writer's thread and would bring the writer's language along.
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = language;
        if (changed.Ids is [var one] && moving.Contains(one))
            return;
        heard.UnionWith(changed.Ids);
        heardOfMany |= changed.Ids.Count == 0;
        if (isListening)
            return;
        isListening = true;
        try
        {
            await Task.Delay(NewsDelay, Clock, gone.Token);
            isListening = false;
            Guid[] ids = heardOfMany ? [] : [.. heard];
            heard.Clear();
            heardOfMany = false;
            await View.FollowAsync(ids, gone.Token);
            now = Clock.GetUtcNow().UtcDateTime;
            StateHasChanged();
        }
        catch (Exception left) when (left is OperationCanceledException or ObjectDisposedException or ActorGoneException)
        {
            // The page was left, or its reader lost the right to it, while the news came in.
        }
    });

    private string NameOf(BoardColumn column) => column switch
    {
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
}
