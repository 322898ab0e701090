using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Notifications;

/// <summary>A notification as its reader sees it, with the present title of the record that it is about.</summary>
public sealed record InboxItem(
    Guid Id, NotificationKind Kind, RecordLink? About, string? Title, RecordLink? Entry, string? ByName, IReadOnlyList<string> Arguments, DateTime At, bool IsRead);

/// <summary>A page, newest first; <paramref name="Next"/> asks for the one after it and is null at the end.</summary>
public sealed record InboxPage(IReadOnlyList<InboxItem> Items, Guid? Next);

/// <summary>
/// The notifications of the acting member. One about a record that the member may not see (any more), or that is deleted,
/// is neither shown nor counted; nor is one of a kind that the member switched off.
/// </summary>
public sealed class Inbox(ICrmDbFactory dbs, RecordReader reader, CurrentActor actors)
{
    /// <summary>How far unread ones are counted: a badge says "99+" beyond it.</summary>
    public const int CountLimit = 100;

    private const int MostPerPage = 100;

    /// <param name="kinds">Only these; null for all.</param>
    public async Task<InboxPage> PageAsync(Guid? after, int take, bool unreadOnly, CancellationToken ct, IReadOnlyCollection<NotificationKind>? kinds = null)
    {
        take = Math.Clamp(take, 1, MostPerPage);
        var items = new List<InboxItem>();
        while (true)
        {
            var rows = await RowsAsync(after, take, unreadOnly, kinds, ct);
            foreach (var (row, item) in rows.Zip(await VisibleAsync(rows, ct)))
            {
                if (item is null)
                    continue;
                // There is more than fits: the page goes on behind the last one shown.
                if (items.Count == take)
                    return new InboxPage(items, items[^1].Id);
                items.Add(item);
            }
            if (rows.Count < take)
                return new InboxPage(items, null);
            after = rows[^1].Id;
        }
    }

    /// <summary>The number of unread ones, at most <see cref="CountLimit"/>.</summary>
    public async Task<int> UnreadAsync(CancellationToken ct)
    {
        var rows = await RowsAsync(null, CountLimit, true, null, ct);
        return (await VisibleAsync(rows, ct)).Count(i => i is not null);
    }

    private async Task<List<Notification>> RowsAsync(Guid? after, int take, bool unreadOnly, IReadOnlyCollection<NotificationKind>? kinds, CancellationToken ct)
    {
        if ((await actors.GetAsync(ct)).MemberId is not { } me)
            return [];
        await using var db = dbs.Open();
        var muted = db.Set<MutedKind>().Where(m => m.MemberId == me);
        var mine = db.Set<Notification>().AsNoTracking().Where(n => n.MemberId == me && !muted.Any(m => m.Kind == n.Kind));
        if (kinds is not null)
            mine = mine.Where(n => kinds.Contains(n.Kind));
        if (unreadOnly)
            mine = mine.Where(n => n.ReadAt == null);
        if (after is { } id && await db.Set<Notification>().AsNoTracking().Where(n => n.Id == id && n.MemberId == me).Select(n => (DateTime?)n.At).FirstOrDefaultAsync(ct) is { } at)
            mine = mine.Where(n => n.At < at || (n.At == at && n.Id.CompareTo(id) < 0));
        return await mine.OrderByDescending(n => n.At).ThenByDescending(n => n.Id).Take(take).ToListAsync(ct);
    }

    private async Task<IReadOnlyList<InboxItem?>> VisibleAsync(IReadOnlyList<Notification> rows, CancellationToken ct)
    {
        var titles = new Dictionary<RecordLink, string>();
        foreach (var group in rows.Select(r => Link(r.About)).OfType<RecordLink>().Distinct().GroupBy(l => l.Type))
            foreach (var (id, title) in await reader.TitlesAsync(group.Key, [.. group.Select(l => l.Id)], ct))
                titles[new RecordLink(group.Key, id)] = title;
        return [.. rows.Select(row => Link(row.About) is not { } about ? Item(row, null, null)
            : titles.TryGetValue(about, out var title) ? Item(row, about, title) : null)];
    }

    private static InboxItem Item(Notification row, RecordLink? about, string? title) =>
        new(row.Id, row.Kind, about, title, Link(row.Entry), row.ByName, row.Arguments, row.At, row.ReadAt is not null);

    private static RecordLink? Link(string? text) => text is not null && RecordLink.TryParse(text, out var link) ? link : null;
}
