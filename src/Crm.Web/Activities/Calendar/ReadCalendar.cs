using Crm.Core.Activities.Calendar;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared.Recurrence;
using Crm.Web.Records;

namespace Crm.Web.Activities.Calendar;

/// <summary>Reads what an address asks the calendar for, as far as its reader may see it.</summary>
public sealed class ReadCalendar(CalendarReader calendar, RecordReader records, RecordTitles titles, SchemaSource schemas, CurrentActor actors, RecordLabels labels, TimeProvider clock)
{
    private IReadOnlyList<RecordRef>? everybody;

    public async Task<CalendarView> RunAsync(string? view, string? date, string? people, CancellationToken ct)
    {
        var (schema, actor, zone) = (await schemas.GetAsync(ct), await actors.GetAsync(ct), labels.Format.Zone);
        var now = WallClock.Of(clock.GetUtcNow().UtcDateTime, zone);
        var today = DateOnly.FromDateTime(now);
        var shown = CalendarAddress.Of(view, date, today);
        var whose = new CalendarPeople(people, actor, everybody ??= await EverybodyAsync(actor, ct));
        var span = await calendar.RunAsync(shown.From, shown.Until, whose.Chosen, zone, ct);
        var about = shown.Kind == CalendarKind.Agenda ? await titles.OfAsync(span.Entries.Select(e => e.About).OfType<RecordLink>(), ct) : new Dictionary<RecordLink, string>();
        return new CalendarView(shown, whose, schema, span, about, zone, today, (int)now.TimeOfDay.TotalMinutes);
    }

    private async Task<IReadOnlyList<RecordRef>> EverybodyAsync(Actor actor, CancellationToken ct)
    {
        var members = await records.PageAsync(new RecordQuery(MemberType.TypeName) { Sort = "name", Columns = ["name"], Take = CalendarPeople.Most }, ct);
        return members.Succeeded ? [.. members.Value.Rows.Select(r => new RecordRef(r.Id, r.Values[0]?.ToString() ?? "")).OrderByDescending(p => p.Id == actor.MemberId)] : [];
    }
}
