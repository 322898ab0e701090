using System.Globalization;
using Crm.Core.Activities.Calendar;
using Crm.Core.Records;
using Crm.Web.Records.Pages;
using Crm.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Web.Activities.Calendar;

public sealed partial class CalendarPage
{
    private const int MostInCell = 5;

    /// <summary>What a time of a series is asked before it changes; without a new time it is about to be removed.</summary>
    private sealed record Question(CalendarEntry Entry, NewTime? To);

    // Cancelled and never disposed: who is still reading when the page goes asks it for its token afterwards.
    private readonly CancellationTokenSource gone = new();
    private readonly AttachedModule script = new();
    private ElementReference root;
    private IDisposable? watch;
    private CalendarView? view;
    private (string? View, string? Date, string? People)? read;
    private NewEntry? draft;
    private Question? asking;

    [SupplyParameterFromQuery(Name = "view")]
    private string? View { get; set; }

    [SupplyParameterFromQuery(Name = "date")]
    private string? Date { get; set; }

    [SupplyParameterFromQuery(Name = "people")]
    private string? People { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        // The address also names the record that is open beside the calendar: that is no other calendar.
        if (read == (View, Date, People))
            return;
        read = (View, Date, People);
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            watch = Live.Watch(c => CalendarView.Types.Contains(c.RecordType), () => InvokeAsync(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            }), TimeSpan.FromMilliseconds(300));
        if (view is not null)
            await script.AttachAsync(this, Js, Assets["js/calendar.js"], root);
    }

    /// <summary>Called by the script of a small screen that asked for no view: a list of days reads best there.</summary>
    [JSInvokable]
    public void Narrow() => Nav.NavigateTo(With("view", "agenda"), replace: true);

    /// <summary>Called by the script when a span was drawn or a free place clicked; no minutes mean the whole day.</summary>
    [JSInvokable]
    public void Draw(string day, int? from, int? until)
    {
        if (view!.Kinds.Count == 0)
            return;
        Begin(DayOf(day), from, until);
        StateHasChanged();
    }

    /// <summary>Called by the script when an entry was dropped or resized; without minutes the day alone changes.</summary>
    [JSInvokable]
    public async Task MoveAsync(string key, string day, int? from, int? until)
    {
        if (view!.Find(key) is not { } entry)
            return;
        var to = CalendarActs.Dropped(entry, DayOf(day), from, until, view.Zone);
        if (entry.Series is not null)
            asking = new Question(entry, to);
        else
            await DoAsync(Acts.MoveAsync(entry, to, SeriesPart.All, gone.Token));
        StateHasChanged();
    }

    /// <summary>Called by the script when a time of a series was opened.</summary>
    [JSInvokable]
    public void Ask(string key)
    {
        asking = view!.Find(key) is { } entry ? new Question(entry, null) : null;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        watch?.Dispose();
        await gone.CancelAsync();
        await script.DisposeAsync();
    }

    private async Task LoadAsync() => view = await Read.RunAsync(View, Date, People, gone.Token);

    private async Task DoAsync(Task act)
    {
        await act;
        await LoadAsync();
    }

    private void Begin(DateOnly day, int? from, int? until) => draft = new NewEntry(day, from, until, view!.People.Owner);

    private async Task MadeAsync((string Text, Guid? Set) said)
    {
        draft = null;
        Toasts.Say(said.Text, said.Set);
        await LoadAsync();
    }

    private Task AnswerAsync(SeriesPart part)
    {
        var (entry, to) = asking!;
        asking = null;
        return DoAsync(to is null ? Acts.RemoveAsync(entry, part, gone.Token) : Acts.MoveAsync(entry, to, part, gone.Token));
    }

    private Task TickAsync(CalendarEntry entry) => DoAsync(Acts.TickAsync(entry, gone.Token));

    private void Go(string name, string? value) => Nav.NavigateTo(With(name, value));

    private string With(string name, string? value) => Nav.GetUriWithQueryParameter(name, value);

    private string DayHref(DateOnly day) => Nav.GetUriWithQueryParameters(new Dictionary<string, object?> { ["view"] = "day", ["date"] = Iso(day) });

    private string OpenHref(RecordLink record) => With(ListTrail.Open, record.ToString());

    private string Href(CalendarEntry entry) => entry.Series is null || !entry.MayEdit ? OpenHref(entry.Record) : "";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly DayOf(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Percent(int minutes) => (minutes / 14.4).ToString("0.###", CultureInfo.InvariantCulture) + "%";

    private static string Share(int part, int of) => (100.0 * part / of).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
