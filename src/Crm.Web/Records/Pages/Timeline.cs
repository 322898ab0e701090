using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;

namespace Crm.Web.Records.Pages;

/// <summary>What stands on a record's timeline: a change of it, or an entry (note, task) about it.</summary>
public sealed record TimelineItem(Guid Id, DateTime At, string Who, HistoryEntry? Change, TimelineEntry? Entry);

/// <summary>A record of a timeline type, with the fields that its description makes useful here.</summary>
public sealed record TimelineEntry(TenantType Type, RecordRow Row, IReadOnlyList<Field> Fields)
{
    public object? this[Field field] => Row.Values[Fields.Index().First(f => f.Item.Name == field.Name).Index];
}

public sealed record TimelinePage(IReadOnlyList<TimelineItem> Items, bool HasMore, IReadOnlyDictionary<RecordLink, string> Titles);

/// <summary>Reads a record's timeline: its changes and every entry about it, newest first.</summary>
public sealed class Timeline(RecordHistory history, RecordReader reader, RecordTitles titles, CurrentActor actors)
{
    public async Task<TimelinePage> ReadAsync(TenantSchema schema, TenantType type, Guid id, int take, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        var changes = await history.RunAsync(type.Name, id, take + 1, ct);
        var items = changes.Select(c => new TimelineItem(c.Id, c.At, c.ActorName, c, null)).ToList();
        foreach (var entryType in schema.Types.Where(t => t.Type.IsTimelineEntry && actor.May(t.Type, RecordAction.View)))
            items.AddRange(await EntriesAsync(entryType, new RecordLink(type.Name, id), take + 1, ct));
        items.Sort((a, b) => b.At.CompareTo(a.At));
        return new TimelinePage([.. items.Take(take)], items.Count > take, await titles.OfAsync(Mentioned(type, changes), ct));
    }

    private async Task<IEnumerable<TimelineItem>> EntriesAsync(TenantType type, RecordLink about, int take, CancellationToken ct)
    {
        if (type.Fields.FirstOrDefault(f => f.Kind is LinkKind) is not { } link)
            return [];
        var fields = type.Fields.Where(f => !f.IsHidden || f.Name == type.Type.TimelineMoment || f.Name == "createdAt").ToList();
        var page = await reader.PageAsync(new RecordQuery(type.Name)
        {
            Filter = new FilterTerm(link.Name, FilterOperator.Equal, about.ToString()),
            Sort = "-" + type.Type.TimelineMoment,
            Take = take,
            Columns = [.. fields.Select(f => f.Name)],
        }, ct);
        return page.Succeeded ? page.Value.Rows.Select(r => Item(new TimelineEntry(type, r, fields))) : [];
    }

    private static TimelineItem Item(TimelineEntry entry)
    {
        var owner = entry.Type.Find("owner") is { } field && entry[field] is RecordRef person ? person.Title : "";
        var at = (entry[entry.Type[entry.Type.Type.TimelineMoment!]] ?? entry[entry.Type["createdAt"]])!;
        return new TimelineItem(entry.Row.Id, (DateTime)at, owner, null, entry);
    }

    private static IEnumerable<RecordLink> Mentioned(TenantType type, IEnumerable<HistoryEntry> changes) =>
        from change in changes.SelectMany(c => c.Fields)
        let target = type.Find(change.Field)?.Target
        where target is not null
        from text in new[] { change.Before, change.After }
        where Guid.TryParse(text, out _)
        select new RecordLink(target, Guid.Parse(text!));
}
