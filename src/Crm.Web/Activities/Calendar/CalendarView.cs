using Crm.Core.Activities;
using Crm.Core.Activities.Calendar;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;

namespace Crm.Web.Activities.Calendar;

/// <summary>What a calendar shows at one moment.</summary>
/// <param name="NowMinutes">Minutes of today on the reader's clock.</param>
/// <param name="Titles">Of the records that entries are about, where the view says them.</param>
public sealed record CalendarView(
    CalendarAddress Shown, CalendarPeople People, TenantSchema Schema, CalendarSpan Span, IReadOnlyDictionary<RecordLink, string> Titles, TimeZoneInfo Zone, DateOnly Today, int NowMinutes)
{
    public static readonly string[] Types = [MeetingType.TypeName, TaskType.TypeName, CallType.TypeName];

    public ILookup<DateOnly, CalendarEntry> ByDay { get; } =
        Span.Entries.OrderBy(e => e.AllDay is null).SelectMany(e => DayLayout.DaysOf(e, Zone).Select(day => (day, e))).ToLookup(p => p.day, p => p.e);

    /// <summary>The types that this person may write down.</summary>
    public IReadOnlyList<TenantType> Kinds => [.. Types.Select(Schema.Find).OfType<TenantType>().Where(t => People.Actor.May(t.Type, RecordAction.Create))];

    /// <summary>Where an entry begins that is asked for by no place.</summary>
    public DateOnly NewDay => Shown.Date < Today && Shown.Until > Today ? Today : Shown.Date;

    public CalendarEntry? Find(string key) => Span.Entries.FirstOrDefault(e => e.Key == key);
}
