using System.Globalization;
using Crm.Core.Analytics;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Microsoft.AspNetCore.Components;

namespace Crm.Web.Analytics;

/// <summary>The sales dashboard: year, team and grouping stand in the address; it reads again when deals change.</summary>
public partial class SalesPage
{
    private const string YearName = "year";
    private const string TeamName = "team";
    private const string ByName = "by";
    private const string AllYears = "all";
    private const int AttentionRows = 6;

    /// <summary>Long enough that an import does not make every open dashboard ask at each batch.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly HashSet<string> Shown = ["deals", "companies", "products", "members", "teams"];

    // Cancelled and never disposed: who is still reading when the page goes asks it for its token afterwards.
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<RecordRef> teams = [];
    private SalesReport? report;
    private OverdueList? overdue;
    private TenantType? companies;
    private string? problem;
    private SalesSelection? asked;
    private int loads;
    private int waiting;
    private IDisposable? news;

    [SupplyParameterFromQuery(Name = YearName)]
    public string? Year { get; set; }

    [SupplyParameterFromQuery(Name = TeamName)]
    public string? TeamText { get; set; }

    [SupplyParameterFromQuery(Name = ByName)]
    public string? By { get; set; }

    private bool Monthly => By == "month";

    private Guid? Team => Guid.TryParse(TeamText, out var team) ? team : null;

    protected override async Task OnParametersSetAsync()
    {
        var wanted = new SalesSelection(
            int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1000 and <= 9998 ? year : null,
            Year == AllYears,
            Team);
        if (wanted == asked)
            return;
        asked = wanted;
        await LoadAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            news = Feed.Subscribe(Scope.Tenant.Id, HeardAsync);
    }

    public void Dispose()
    {
        news?.Dispose();
        gone.Cancel();
    }

    private async Task LoadAsync()
    {
        var load = ++loads;
        try
        {
            var ct = gone.Token;
            var figures = await Figures.RunAsync(asked!, ct);
            var late = await OverdueDeals.RunAsync(Team, AttentionRows, ct);
            var listed = await Reader.PageAsync(new RecordQuery("teams") { Columns = ["name"], Take = RecordQuery.MaxPageSize }, ct);
            companies = (await Schemas.GetAsync(ct)).Of<Company>();
            // Whoever asked last is answered; an older question that comes back late is dropped.
            if (load != loads)
                return;
            problem = figures.Succeeded ? null : Refused.Of(figures.Refusals[0]);
            report = figures.Succeeded ? figures.Value : null;
            overdue = late.Succeeded ? late.Value : null;
            teams = listed.Succeeded ? [.. listed.Value.Rows.Select(r => new RecordRef(r.Id, r.Values[0]?.ToString() ?? ""))] : [];
        }
        catch (Exception failure) when (failure is not OperationCanceledException and not ActorGoneException)
        {
            Log.LogError(failure, "The sales figures could not be read");
            problem = T["failed-why"];
        }
    }

    private Task HeardAsync(RecordsChanged changed) =>
        Shown.Contains(changed.RecordType) && Interlocked.Exchange(ref waiting, 1) == 0 ? RefreshSoonAsync() : Task.CompletedTask;

    private async Task RefreshSoonAsync()
    {
        try
        {
            await Task.Delay(Pause, Clock, gone.Token);
            Volatile.Write(ref waiting, 0);
            await InvokeAsync(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            });
        }
        catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left while it waited.
        }
        catch (ActorGoneException)
        {
            await InvokeAsync(() => Nav.Refresh(forceReload: true));
        }
    }

    private string Sector(string value) => companies?.Find("sector") is { } sector ? Labels.Choice(companies.Type, sector, value) : value;

    private string WonFacts(ClosedFigures closed) => closed.AverageWon is { } average
        ? T["won-facts", Show.Count(closed.Won.Count), Show.Short((long)Math.Round(average, MidpointRounding.AwayFromZero))]
        : T["nothing-closed"];

    private void Go(string name, object? value) => Nav.NavigateTo(With(name, value as string));

    private string With(string name, string? value) => Nav.GetUriWithQueryParameter(name, string.IsNullOrEmpty(value) ? null : value);
}
