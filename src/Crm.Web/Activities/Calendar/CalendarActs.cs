using Crm.Core.Activities;
using Crm.Core.Activities.Calendar;
using Crm.Core.Records;
using Crm.Core.Shared;
using Crm.Core.Shared.Recurrence;
using Crm.Web.Shell;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Activities.Calendar;

/// <summary>What is done to entries of a calendar: each says what was done, with its undo, or why not.</summary>
public sealed class CalendarActs(MoveEntry mover, RecordStore store, EntryText words, Toasts toasts, RefusalText refusals, TimeProvider clock, IStringLocalizer<CalendarTexts> texts)
{
    public async Task MoveAsync(CalendarEntry entry, NewTime to, SeriesPart part, CancellationToken ct) =>
        Announce(await mover.RunAsync(entry.Record, entry.Series, part, to, ct), texts["moved", entry.Title, words.Place(to, entry)]);

    /// <summary>Takes a time out of a series, or it and those that follow.</summary>
    public async Task RemoveAsync(CalendarEntry entry, SeriesPart part, CancellationToken ct) =>
        Announce(await mover.RemoveAsync(entry.Record, entry.Series!.Value, part, ct), texts["removed", entry.Title]);

    /// <summary>Ticks a task off, or opens it again.</summary>
    public async Task TickAsync(CalendarEntry entry, CancellationToken ct)
    {
        var values = new Dictionary<string, object?> { ["doneAt"] = entry.IsDone ? null : clock.GetUtcNow().UtcDateTime };
        Announce((await store.WriteAsync(new WriteBatch(TaskType.TypeName, [RecordWrite.Update(entry.Record.Id, values)]), ct)).AsOneAct(),
            texts[entry.IsDone ? "open-again" : "is-done", entry.Title]);
    }

    /// <summary>
    /// Where an entry lands that was dropped: with minutes at that time of day, without them at its own, or all day as before; an end
    /// of nought alone takes its time of day away.
    /// </summary>
    public static NewTime Dropped(CalendarEntry entry, DateOnly day, int? from, int? until, TimeZoneInfo zone)
    {
        if (from is not { } wall)
            return entry.AllDay is not null || until == 0 ? new NewTime(day, default, default) : NewTime.On(day);
        var starts = At(wall);
        var ends = until is { } end && end > wall ? At(end) : starts + (entry.EndsAt - entry.StartsAt);
        return new NewTime(null, starts, ends > starts ? ends : starts.AddMinutes(30));

        DateTime At(int minutes) => WallClock.ToUtc(day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes), zone);
    }

    private void Announce(Outcome<Guid?> outcome, string text)
    {
        if (!outcome.Succeeded)
            toasts.Warn(refusals.Of(outcome.Refusals[0]));
        else if (outcome.Value is { } set)
            toasts.Say(text, set);
    }
}
