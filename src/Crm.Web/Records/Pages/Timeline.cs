using Crm.Core.Activities;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;

namespace Crm.Web.Records.Pages;

/// <summary>What stands on a record's timeline: a change of it, or an entry (note, task, call) about it.</summary>
public sealed record TimelineItem(Guid Id, DateTime At, string Who, HistoryEntry? Change, TimelineEntry? Entry);

public sealed record TimelinePage(
    IReadOnlyList<TimelineItem> Items, IReadOnlyList<TimelineEntry> Pinned, bool HasMore, IReadOnlyDictionary<RecordLink, string> Titles);

/// <summary>Reads a record's timeline, newest first: its changes, every entry about it, and what is pinned.</summary>
public sealed class Timeline(RecordHistory history, RecordReader reader, PinnedEntries pins, RecordTitles titles, CurrentActor actors)
{
    /// <summary>The kind that means changes of the record itself; the other kinds are names of timeline types.</summary>
    public const string Changes = "changes";

    /// <summary>The timeline types that this person may see, in the order of the menu.</summary>
    public static IEnumerable<TenantType> Types(TenantSchema schema, Actor actor, RecordAction action = RecordAction.View) => schema.Types
        .Where(t => t.Type.IsTimelineEntry && TimelineEntry.LinkField(t) is not null && actor.May(t.Type, action)).OrderBy(t => t.Type.MenuPosition ?? 0);

    /// <param name="kind">One kind only, or null for all.</param>
    public async Task<TimelinePage> ReadAsync(TenantSchema schema, TenantType type, Guid id, string? kind, int take, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        var about = new RecordLink(type.Name, id);
        IReadOnlyList<HistoryEntry> changes = kind is null or Changes ? await history.RunAsync(type.Name, id, take + 1, ct) : [];
        var items = changes.Select(c => new TimelineItem(c.Id, c.At, c.ActorName, c, null)).ToList();
        foreach (var entryType in Types(schema, actor).Where(t => kind is null || kind == t.Name))
            items.AddRange(await EntriesAsync(entryType, about, take + 1, ct));
        items.Sort((a, b) => b.At.CompareTo(a.At));

        var pinned = await PinnedAsync(schema, about, ct);
        var shown = items.Take(take).ToList();
        var named = Referred(type, changes).Concat(Mentioned(shown.Select(i => i.Entry).OfType<TimelineEntry>().Concat(pinned)));
        return new TimelinePage(shown, pinned, items.Count > take, await titles.OfAsync(named, ct));
    }

    private async Task<IEnumerable<TimelineItem>> EntriesAsync(TenantType type, RecordLink about, int take, CancellationToken ct)
    {
        var fields = type.Fields.Where(f => !f.IsHidden || f.Name == type.Type.TimelineMoment || f.Name == "createdAt").ToList();
        var page = await reader.PageAsync(new RecordQuery(type.Name)
        {
            Filter = new FilterTerm(TimelineEntry.LinkField(type)!.Name, FilterOperator.Equal, about.ToString()),
            Sort = $"-{type.Type.TimelineMoment},-createdAt",
            Take = take,
            Columns = [.. fields.Select(f => f.Name)],
        }, ct);
        return page.Succeeded ? page.Value.Rows.Select(r => Item(new TimelineEntry(type, r, fields))) : [];
    }

    private async Task<IReadOnlyList<TimelineEntry>> PinnedAsync(TenantSchema schema, RecordLink about, CancellationToken ct)
    {
        var entries = new List<TimelineEntry>();
        foreach (var link in await pins.RunAsync(about, ct))
            if (schema.Find(link.Type) is { } type && await reader.FindAsync(link.Type, link.Id, ct) is { } row)
                entries.Add(new TimelineEntry(type, row, type.Fields));
        return entries;
    }

    private static TimelineItem Item(TimelineEntry entry) => new(entry.Row.Id, entry.At, entry.Who, null, entry);

    private static IEnumerable<RecordLink> Mentioned(IEnumerable<TimelineEntry> entries) =>
        from entry in entries
        from member in Mentions.Of(entry.Title).Concat(Mentions.Of(entry.Body))
        select new RecordLink("members", member);

    private static IEnumerable<RecordLink> Referred(TenantType type, IEnumerable<HistoryEntry> changes) =>
        from change in changes.SelectMany(c => c.Fields)
        let target = type.Find(change.Field)?.Target
        where target is not null
        from text in new[] { change.Before, change.After }
        from part in (text ?? "").Split(ValueSet.Mark)
        where Guid.TryParse(part, out _)
        select new RecordLink(target, Guid.Parse(part));
}
