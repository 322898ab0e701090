using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Changes;

/// <summary>What an act did to one record that the reader may see.</summary>
public sealed record ActChange(string RecordType, Guid RecordId, string Title, ChangeAction Action, IReadOnlyList<FieldChange> Fields);

/// <summary>A page of an act's changes; titles name the records that its values refer to.</summary>
public sealed record ActPage(ChangeSet Set, int Total, IReadOnlyList<ActChange> Changes, Guid? Next, IReadOnlyDictionary<Guid, string> Titles);

/// <summary>One act in full, page by page, for whoever did it and for those who manage members.</summary>
public sealed class ActDetails(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, RecordReader reader)
{
    public async Task<ActPage?> RunAsync(Guid changeSetId, Guid? after, int take, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        await using var db = dbs.Open();
        if (await db.Set<ChangeSet>().AsNoTracking().FirstOrDefaultAsync(s => s.Id == changeSetId, ct) is not { } set
            || (!actor.Has(AdminRight.ManageMembers) && (set.ActorId is null || set.ActorId != actor.MemberId)))
            return null;
        var all = db.Set<Change>().AsNoTracking().Where(c => c.ChangeSetId == changeSetId);
        var total = await all.CountAsync(ct);
        var page = await all.Where(c => after == null || c.Id.CompareTo(after.Value) > 0).OrderBy(c => c.Id).Take(take + 1).ToListAsync(ct);
        var shown = page.Take(take).ToList();
        var schema = await schemas.GetAsync(ct);
        var visible = new Dictionary<RecordLink, string>();
        foreach (var group in shown.GroupBy(c => c.RecordType).Where(g => schema.Find(g.Key) is not null))
            foreach (var (id, title) in await reader.TitlesAsync(group.Key, [.. group.Select(c => c.RecordId).Distinct()], ct, deleted: true))
                visible[new RecordLink(group.Key, id)] = title;
        var changes = shown.Where(c => visible.ContainsKey(new RecordLink(c.RecordType, c.RecordId)))
            .Select(c => new ActChange(c.RecordType, c.RecordId, visible[new RecordLink(c.RecordType, c.RecordId)], c.Action, c.Fields)).ToList();
        var references = changes.SelectMany(c => c.Fields.SelectMany(f => new[] { (c.RecordType, f.Field, Value: f.Before), (c.RecordType, f.Field, Value: f.After) }));
        return new ActPage(set, total, changes, page.Count > take ? shown[^1].Id : null, await ReferencedAsync(schema, references, ct));
    }

    /// <summary>The titles of the records that logged values of reference fields name.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> ReferencedAsync(
        TenantSchema schema, IEnumerable<(string RecordType, string Field, string? Value)> values, CancellationToken ct)
    {
        var titles = new Dictionary<Guid, string>();
        var targets = from value in values
                      let field = schema.Find(value.RecordType)?.Find(value.Field)
                      where field is { Target: not null } && value.Value is not null
                      from text in value.Value.Split(ValueSet.Mark)
                      where Guid.TryParse(text, out _)
                      group Guid.Parse(text) by field.Target;
        foreach (var target in targets)
            foreach (var (id, title) in await reader.TitlesAsync(target.Key, [.. target.Distinct()], ct, deleted: true))
                titles[id] = title;
        return titles;
    }
}
