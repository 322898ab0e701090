using Crm.Core.Data;
using Crm.Core.Records.Access;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Views;

/// <summary>A saved view as one person sees it.</summary>
public sealed record ViewEntry(Guid Id, string Name, ViewShare Share, ViewDefinition Definition, bool IsMine, bool MayChange, bool IsFirst, IReadOnlyList<Guid> FirstFor);

/// <summary>The saved views of a record type that the acting person may see, by name.</summary>
public sealed class ViewList(ICrmDbFactory dbs, CurrentActor actors)
{
    public async Task<IReadOnlyList<ViewEntry>> RunAsync(string recordType, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        await using var db = dbs.Open();
        var views = await db.Set<SavedView>().AsNoTracking().Where(v => v.RecordType == recordType).VisibleTo(actor).OrderBy(v => v.Name).ThenBy(v => v.Id).ToListAsync(ct);
        return [.. views.Select(v => new ViewEntry(v.Id, v.Name, v.Share, ViewDefinition.Read(v.Definition),
            v.OwnerId == actor.MemberId, v.MayBeChangedBy(actor), actor.RoleId is { } role && v.FirstFor.Contains(role), v.FirstFor))];
    }
}

internal static class VisibleViews
{
    public static IQueryable<SavedView> VisibleTo(this IQueryable<SavedView> views, Actor actor)
    {
        var (me, team) = (actor.MemberId, actor.Team);
        return views.Where(v => v.OwnerId == me || v.Share == ViewShare.All || (v.Share == ViewShare.Team && team.Contains(v.OwnerId)));
    }
}
