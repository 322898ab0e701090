using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities;

/// <summary>An entry that stays on top of a record's timeline, for everybody.</summary>
public sealed class TimelinePin : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    /// <summary>The record, as <c>type/id</c>.</summary>
    public required string About { get; init; }

    /// <summary>The note, task or other entry, as <c>type/id</c>.</summary>
    public required string Entry { get; init; }

    public DateTime At { get; init; }

    public Guid? ById { get; init; }
}

/// <summary>What is pinned to a record, the latest first; whether each may be seen is asked where it is read.</summary>
public sealed class PinnedEntries(ICrmDbFactory dbs)
{
    public async Task<IReadOnlyList<RecordLink>> RunAsync(RecordLink about, CancellationToken ct)
    {
        var record = about.ToString();
        await using var db = dbs.Open();
        var entries = await db.Set<TimelinePin>().AsNoTracking().Where(p => p.About == record).OrderByDescending(p => p.At).Select(p => p.Entry).ToListAsync(ct);
        return [.. entries.Select(e => RecordLink.TryParse(e, out var link) ? link : default).Where(l => l.Type is not null)];
    }
}

/// <summary>Pins an entry to a record's timeline or takes the pin away. Whoever may see the record may pin.</summary>
public sealed class PinEntry(ICrmDbFactory dbs, RecordReader reader, CurrentActor actors, TimeProvider clock)
{
    /// <summary>More than these would push the timeline itself out of sight.</summary>
    public const int Most = 5;

    public async Task<Outcome<bool>> RunAsync(RecordLink about, RecordLink entry, bool pinned, CancellationToken ct)
    {
        if (await reader.FindAsync(about.Type, about.Id, ct) is null || await reader.FindAsync(entry.Type, entry.Id, ct) is null)
            return new Refusal("record-unknown");
        await using var db = dbs.Open();
        var (record, what) = (about.ToString(), entry.ToString());
        var pins = await db.Set<TimelinePin>().Where(p => p.About == record).ToListAsync(ct);
        var known = pins.Find(p => p.Entry == what);
        if (pinned == (known is not null))
            return pinned;
        if (known is not null)
            db.Set<TimelinePin>().Remove(known);
        else if (pins.Count >= Most)
            return new Refusal("pins-full", null, Most);
        else
            db.Set<TimelinePin>().Add(new TimelinePin { About = record, Entry = what, At = clock.GetUtcNow().UtcDateTime, ById = (await actors.GetAsync(ct)).MemberId });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || db.IsUniqueViolation(failure))
        {
            // Somebody else pinned or unpinned the same entry in this moment: it is as wanted.
        }
        return pinned;
    }
}
