using System.Globalization;
using Crm.Core.Activities;
using Crm.Core.Activities.Calendar;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Shared.Recurrence;
using Crm.Web.Records.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Crm.Web.Activities.Calendar;

public sealed partial class CalendarPage
{
    private const int MostInCell = 5;
    private const int MostPeople = 200;

    /// <summary>What a time of a series is asked before it changes; without a new time it is about to be removed.</summary>
    private sealed record Question(CalendarEntry Entry, NewTime? To);

    private static readonly string[] Types = [TaskType.TypeName, CallType.TypeName, MeetingType.TypeName];
    private static readonly string[] Hues = ["indigo", "teal", "orange", "purple", "green", "slate", "red"];

    private readonly CancellationTokenSource gone = new();
    private ElementReference root;
    private IJSObjectReference? attached;
    private DotNetObjectReference<CalendarPage>? self;
    private IDisposable? watch;
    private TenantSchema? schema;
    private Actor? actor;
    private CalendarSpan span = new([], false);
    private ILookup<DateOnly, CalendarEntry> byDay = Array.Empty<CalendarEntry>().ToLookup(_ => default(DateOnly));
    private IReadOnlyDictionary<RecordLink, string> titles = new Dictionary<RecordLink, string>();
    private IReadOnlyList<RecordRef> people = [];
    private (string? View, string? Date, string? People)? read;
    private NewEntry? draft;
    private Question? asking;
    private DateOnly today;
    private int nowMinutes;

    [SupplyParameterFromQuery(Name = "view")]
    private string? View { get; set; }

    [SupplyParameterFromQuery(Name = "date")]
    private string? Date { get; set; }

    [SupplyParameterFromQuery(Name = "people")]
    private string? People { get; set; }

    private CalendarAddress Shown { get; set; } = new(CalendarKind.Week, default);

    private TimeZoneInfo Zone => Labels.Format.Zone;

    /// <summary>The types that this person may write down.</summary>
    private IReadOnlyList<TenantType> Kinds => [.. new[] { MeetingType.TypeName, TaskType.TypeName, CallType.TypeName }
        .Select(schema!.Find).OfType<TenantType>().Where(t => actor!.May(t.Type, RecordAction.Create))];

    private HashSet<Guid> Whose => People switch
    {
        null or "" => actor?.MemberId is { } me ? [me] : [],
        "team" => [.. actor!.Team],
        _ => [.. People.Split(',').Select(p => Guid.TryParse(p, out var id) ? id : (Guid?)null).OfType<Guid>().Take(MostPeople)],
    };

    private string PeopleText => People switch
    {
        null or "" => Texts["people.me"],
        "team" => Texts["people.team"],
        _ => Texts["people.some", Whose.Count],
    };

    protected override async Task OnParametersSetAsync()
    {
        // The address also names the record that is open beside the calendar: that is no other calendar.
        if (read == (View, Date, People))
            return;
        read = (View, Date, People);
        (schema, actor) = (await Schemas.GetAsync(gone.Token), await Actors.GetAsync(gone.Token));
        if (people.Count == 0)
        {
            var members = await Records.PageAsync(new RecordQuery("members") { Sort = "name", Columns = ["name"], Take = MostPeople }, gone.Token);
            people = members.Succeeded ? [.. members.Value.Rows.Select(r => new RecordRef(r.Id, r.Values[0]?.ToString() ?? "")).OrderByDescending(p => p.Id == actor.MemberId)] : [];
        }
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            watch = Live.Watch(c => Types.Contains(c.RecordType), () => InvokeAsync(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            }), TimeSpan.FromMilliseconds(300));
        if (self is not null || schema is null)
            return;
        self = DotNetObjectReference.Create(this);
        await using var module = await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, "./" + Assets["js/calendar.js"]);
        attached = await module.InvokeAsync<IJSObjectReference>("attach", gone.Token, root, self);
    }

    /// <summary>Called by the script of a small screen that asked for no view: a list of days reads best there.</summary>
    [JSInvokable]
    public void Narrow() => Nav.NavigateTo(With("view", "agenda"), replace: true);

    /// <summary>Called by the script when a span was drawn or a free place clicked; no minutes mean the whole day.</summary>
    [JSInvokable]
    public void Draw(string day, int? from, int? until)
    {
        if (Kinds.Count == 0)
            return;
        Begin(DayOf(day), from, until);
        StateHasChanged();
    }

    /// <summary>Called by the script when an entry was dropped or resized; without minutes the day alone changes.</summary>
    [JSInvokable]
    public async Task MoveAsync(string key, string day, int? from, int? until)
    {
        if (span.Entries.FirstOrDefault(e => e.Key == key) is not { } entry)
            return;
        var to = TimeAt(entry, DayOf(day), from, until);
        if (entry.Series is not null)
            asking = new Question(entry, to);
        else
            await MoveAsync(entry, to, SeriesPart.All);
        StateHasChanged();
    }

    /// <summary>Called by the script when a time of a series was opened.</summary>
    [JSInvokable]
    public void Ask(string key)
    {
        asking = span.Entries.FirstOrDefault(e => e.Key == key) is { } entry ? new Question(entry, null) : null;
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        watch?.Dispose();
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

    private async Task LoadAsync()
    {
        var now = WallClock.Of(Clock.GetUtcNow().UtcDateTime, Zone);
        (today, nowMinutes) = (DateOnly.FromDateTime(now), (int)now.TimeOfDay.TotalMinutes);
        Shown = CalendarAddress.Of(View, Date, today);
        span = await Reader.RunAsync(Shown.From, Shown.Until, Whose, Zone, gone.Token);
        byDay = span.Entries.OrderBy(e => e.AllDay is null).SelectMany(e => DayLayout.DaysOf(e, Zone).Select(day => (day, e))).ToLookup(p => p.day, p => p.e);
        titles = Shown.Kind == CalendarKind.Agenda ? await Titles.OfAsync(span.Entries.Select(e => e.About).OfType<RecordLink>(), gone.Token) : titles;
    }

    private void Begin(DateOnly day, int? from, int? until) => draft = new NewEntry(day, from, until, Whose.Count == 1 ? Whose.First() : actor!.MemberId);

    private async Task MadeAsync((string Text, Guid? Set) said)
    {
        draft = null;
        Toasts.Say(said.Text, said.Set);
        await LoadAsync();
    }

    private async Task MoveAsync(CalendarEntry entry, NewTime to, SeriesPart part)
    {
        var moved = await Mover.RunAsync(entry.Record, entry.Series, part, to, gone.Token);
        await AnnounceAsync(moved, Texts["moved", entry.Title, to.AllDay is { } day ? to.KeepsTime ? $"{LongDay(day)} {Time(entry.StartsAt)}" : LongDay(day) : Moment(to.StartsAt)]);
    }

    private async Task AnswerAsync(SeriesPart part)
    {
        var (entry, to) = asking!;
        asking = null;
        if (to is not null)
            await MoveAsync(entry, to, part);
        else
            await AnnounceAsync(await Mover.RemoveAsync(entry.Record, entry.Series!.Value, part, gone.Token), Texts["removed", entry.Title]);
    }

    private async Task TickAsync(CalendarEntry entry)
    {
        var done = (await Store.WriteAsync(new WriteBatch(TaskType.TypeName,
            [RecordWrite.Update(entry.Record.Id, new Dictionary<string, object?> { ["doneAt"] = entry.IsDone ? null : Clock.GetUtcNow().UtcDateTime })]), gone.Token)).AsOneAct();
        await AnnounceAsync(done, Texts[entry.IsDone ? "open-again" : "is-done", entry.Title]);
    }

    private async Task AnnounceAsync(Outcome<Guid?> outcome, string text)
    {
        if (!outcome.Succeeded)
            Toasts.Warn(Refusals.Of(outcome.Refusals[0]));
        else if (outcome.Value is { } set)
            Toasts.Say(text, set);
        await LoadAsync();
    }

    /// <summary>Where an entry lands: with minutes at that time of day, without them at its own time, or all day as before.</summary>
    private NewTime TimeAt(CalendarEntry entry, DateOnly day, int? from, int? until)
    {
        if (from is not { } wall)
            return entry.AllDay is not null || until == 0 ? new NewTime(day, default, default) : NewTime.On(day);
        var starts = WallClock.ToUtc(day.ToDateTime(TimeOnly.MinValue).AddMinutes(wall), Zone);
        var ends = until is { } end && end > wall ? WallClock.ToUtc(day.ToDateTime(TimeOnly.MinValue).AddMinutes(end), Zone) : starts + (entry.EndsAt - entry.StartsAt);
        return new NewTime(null, starts, ends > starts ? ends : starts.AddMinutes(30));
    }

    private bool MayEdit(CalendarEntry entry) => entry.Follows is null && schema!.Find(entry.Record.Type) is { } type && actor!.May(type.Type, RecordAction.Edit);

    private void Toggle(Guid person)
    {
        var whose = Whose;
        if (!whose.Remove(person))
            whose.Add(person);
        Go("people", whose.Count == 0 || (whose.Count == 1 && whose.Contains(actor!.MemberId ?? default)) ? null : string.Join(',', whose));
    }

    private void StepTo(int by) => Go("date", Iso(Shown.Step(by)));

    private void Go(string name, string? value) => Nav.NavigateTo(With(name, value));

    private string With(string name, string? value) => Nav.GetUriWithQueryParameter(name, value);

    private string DayHref(DateOnly day) => Nav.GetUriWithQueryParameters(new Dictionary<string, object?> { ["view"] = "day", ["date"] = Iso(day) });

    private string OpenHref(RecordLink record) => With(ListTrail.Open, record.ToString());

    private string Href(CalendarEntry entry) => entry.Series is null ? OpenHref(entry.Record) : "";

    private string HueOf(Guid person) => people.Index().FirstOrDefault(p => p.Item.Id == person).Index is var at ? Hues[at % Hues.Length] : Hues[0];

    /// <summary>One person's entries differ by their type, several people's by whose they are.</summary>
    private string Hue(CalendarEntry entry) => "hue-" + (Whose.Count > 1 && entry.Owner is { } owner ? HueOf(owner.Id) : entry.Record.Type switch
    {
        TaskType.TypeName => "teal",
        CallType.TypeName => "orange",
        _ => "indigo",
    });

    private static string? StateOf(CalendarEntry entry) => entry.IsDone ? "done" : entry.Follows is not null ? "ghost" : null;

    private string Describe(CalendarEntry entry) => string.Join(" · ", new[]
    {
        entry.Title, Labels.One(schema![entry.Record.Type].Type), entry.AllDay is { } day ? LongDay(day) : TimeOf(entry), entry.Owner?.Title ?? "", entry.Follows is not null ? Texts["follows"].Value : entry.Repeats ? Texts["repeats"].Value : "",
    }.Where(t => t.Length > 0));

    private string Where(CalendarEntry entry) => string.Join(" · ", new[]
    {
        entry.About is { } about && titles.TryGetValue(about, out var title) ? title : "", Whose.Count > 1 ? entry.Owner?.Title ?? "" : "",
    }.Where(t => t.Length > 0));

    private string TimeOf(CalendarEntry entry) => entry.AllDay is not null ? "" : Shown.Kind == CalendarKind.Month
        ? Time(entry.StartsAt)
        : $"{Time(entry.StartsAt)}–{Time(entry.EndsAt)}";

    private string Time(DateTime moment) => WallClock.Of(moment, Zone).ToString("t", CultureInfo.CurrentCulture);

    private string Moment(DateTime moment) => $"{LongDay(WallClock.DayOf(moment, Zone))} {Time(moment)}";

    private static string Hour(int hour) => new TimeOnly(hour, 0).ToString("t", CultureInfo.CurrentCulture);

    private static string LongDay(DateOnly day) => day.ToString(CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "zh" ? "M月d日 dddd" : "dddd, MMMM d", CultureInfo.CurrentCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly DayOf(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Percent(int minutes) => (minutes / 14.4).ToString("0.###", CultureInfo.InvariantCulture) + "%";

    private static string Share(int part, int of) => (100.0 * part / of).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
