using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Changes;

/// <summary>How many records of a type an act did the same to.</summary>
public sealed record ActPart(string RecordType, ChangeAction Action, int Count);

/// <summary>One act as a line: who, when, by what means, what was done to how many; the record and its title where it is one alone.</summary>
public sealed record ActLine(
    Guid Id, DateTime At, string ActorName, ChangeCause Cause, DateTime? UndoneAt, IReadOnlyList<ActPart> Parts, Guid? RecordId, string? Title)
{
    /// <summary>What may be named: created, edited, deleted records; nothing where the act made no difference.</summary>
    public int Count => Parts.Sum(p => p.Count);
}

/// <summary>The acts of the last 30 days, one's own or, for those who manage members, everybody's; newest first.</summary>
public sealed class RecentChanges(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, RecordReader reader, TimeProvider clock)
{
    public const int Days = 30;

    /// <summary>Whether the person may look at what others did.</summary>
    public async Task<bool> MaySeeAllAsync(CancellationToken ct) => (await actors.GetAsync(ct)).Has(AdminRight.ManageMembers);

    /// <param name="before">The last act of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<ActLine>> RunAsync(bool everyone, (DateTime At, Guid Id)? before, int take, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        everyone &= actor.Has(AdminRight.ManageMembers);
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-Days);
        await using var db = dbs.Open();
        var sets = db.Set<ChangeSet>().AsNoTracking().Where(s => s.At >= since && s.Cause != ChangeCause.Template && s.Changes.Count != 0);
        if (!everyone)
            sets = sets.Where(s => s.ActorId == actor.MemberId && s.ActorId != null);
        if (before is var (at, id))
            sets = sets.Where(s => s.At < at || (s.At == at && s.Id.CompareTo(id) < 0));
        var page = await sets.OrderByDescending(s => s.At).ThenByDescending(s => s.Id).Take(take)
            .Select(s => new { s.Id, s.At, s.ActorName, s.Cause, s.UndoneAt }).ToListAsync(ct);
        var ids = page.Select(s => s.Id).ToArray();
        var parts = (await db.Set<Change>().AsNoTracking().Where(c => ids.Contains(c.ChangeSetId))
            .GroupBy(c => new { c.ChangeSetId, c.RecordType, c.Action })
            .Select(g => new { g.Key.ChangeSetId, g.Key.RecordType, g.Key.Action, Count = g.Count() }).ToListAsync(ct)).ToLookup(p => p.ChangeSetId);
        var alone = parts.Where(p => p.Sum(x => x.Count) == 1).Select(p => p.Key).ToArray();
        var records = await db.Set<Change>().AsNoTracking().Where(c => alone.Contains(c.ChangeSetId)).Select(c => new { c.ChangeSetId, c.RecordType, c.RecordId }).ToListAsync(ct);
        var titles = await TitlesAsync(records.Select(r => new RecordLink(r.RecordType, r.RecordId)), ct);
        var one = records.ToDictionary(r => r.ChangeSetId, r => (RecordLink?)new RecordLink(r.RecordType, r.RecordId));
        return [.. page.Select(s => new ActLine(
            s.Id, s.At, s.ActorName, s.Cause, s.UndoneAt,
            [.. parts[s.Id].Select(p => new ActPart(p.RecordType, p.Action, p.Count)).OrderByDescending(p => p.Count)],
            one.GetValueOrDefault(s.Id)?.Id,
            one.GetValueOrDefault(s.Id) is { } link ? titles.GetValueOrDefault(link) : null))];
    }

    private async Task<Dictionary<RecordLink, string>> TitlesAsync(IEnumerable<RecordLink> links, CancellationToken ct)
    {
        var schema = await schemas.GetAsync(ct);
        var titles = new Dictionary<RecordLink, string>();
        foreach (var group in links.Distinct().GroupBy(l => l.Type).Where(g => schema.Find(g.Key) is not null))
            foreach (var (id, title) in await reader.TitlesAsync(group.Key, [.. group.Select(l => l.Id)], ct, deleted: true))
                titles[new RecordLink(group.Key, id)] = title;
        return titles;
    }
}
