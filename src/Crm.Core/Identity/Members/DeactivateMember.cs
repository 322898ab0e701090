using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Identity.Members;

/// <summary>
/// Ends a member's access: open pages end within a minute. Its records are handed to a colleague first, where one is named,
/// as ordinary edits that can be undone; the row itself stays, because history names it.
/// </summary>
public sealed class DeactivateMember(ICrmDbFactory dbs, CurrentActor actors, SchemaSource schemas, RecordReader reader, RecordStore store, TimeProvider clock)
{
    /// <summary>How many records the member answers for, as far as the actor sees them.</summary>
    public async Task<int> OwnedAsync(Guid memberId, CancellationToken ct)
    {
        var owned = 0;
        foreach (var type in await OwnableAsync(ct))
            owned += (await reader.PageAsync(Owned(type, memberId) with { Take = 1, Count = true }, ct)) is { Succeeded: true, Value.Count: { } count } ? count : 0;
        return owned;
    }

    /// <returns>How many records changed hands.</returns>
    public async Task<Outcome<int>> RunAsync(Guid memberId, Guid? heirId, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        await using var db = dbs.Open();
        var managed = await db.ManagedAsync(actor, memberId, ct);
        if (!managed.Succeeded)
            return Outcome<int>.Refused(managed.Refusals);
        if (actor.MemberId == memberId || heirId == memberId)
            return new Refusal("member-yourself");
        if (await db.IsLastOwnerAsync(managed.Value, ct))
            return new Refusal("last-owner");

        var now = clock.GetUtcNow().UtcDateTime;
        managed.Value.DeactivatedAt = now;
        await db.Set<Invitation>().Where(i => i.MemberId == memberId && i.AcceptedAt == null && i.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedAt, now), ct);
        var saved = await db.SaveRightsAsync(ct);
        if (!saved.Succeeded)
            return Outcome<int>.Refused(saved.Refusals);
        return heirId is { } heir ? await HandOverAsync(memberId, heir, ct) : 0;
    }

    private async Task<Outcome<int>> HandOverAsync(Guid memberId, Guid heir, CancellationToken ct)
    {
        var moved = 0;
        foreach (var type in await OwnableAsync(ct))
        {
            var skip = 0;
            while (true)
            {
                var page = await reader.PageAsync(Owned(type, memberId) with { Take = RecordQuery.MaxPageSize, Skip = skip }, ct);
                if (!page.Succeeded)
                    return Outcome<int>.Refused(page.Refusals);
                if (page.Value.Rows.Count == 0)
                    break;
                var written = await store.WriteAsync(new WriteBatch(type, [.. page.Value.Rows.Select(row =>
                    RecordWrite.Update(row.Id, new Dictionary<string, object?> { ["owner"] = heir }))])
                { SkipRefused = true }, ct);
                if (!written.Succeeded)
                    return Outcome<int>.Refused(written.Refusals);
                // What could not be moved stays in the result and is passed over.
                var refused = written.Value.Results.Count(r => !r.Succeeded);
                moved += written.Value.Results.Count - refused;
                skip += refused;
            }
        }
        return moved;
    }

    private async Task<IReadOnlyList<string>> OwnableAsync(CancellationToken ct) =>
        [.. (await schemas.GetAsync(ct)).Types.Where(t => !t.Type.IsAdministrative && t.Find("owner") is not null).Select(t => t.Name)];

    private static RecordQuery Owned(string type, Guid memberId) =>
        new(type) { Filter = new FilterTerm("owner", FilterOperator.Equal, memberId.ToString()), Columns = [], Sort = "createdAt" };
}

/// <summary>Lets a member back in, with the role that it had.</summary>
public sealed class ReactivateMember(ICrmDbFactory dbs, CurrentActor actors)
{
    public async Task<Outcome<bool>> RunAsync(Guid memberId, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var managed = await db.ManagedAsync(await actors.GetAsync(ct), memberId, ct);
        if (!managed.Succeeded)
            return Outcome<bool>.Refused(managed.Refusals);
        managed.Value.DeactivatedAt = null;
        return await db.SaveRightsAsync(ct);
    }
}
