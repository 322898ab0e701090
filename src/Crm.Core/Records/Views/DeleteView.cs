using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Views;

/// <summary>Takes a saved view away. The records that it showed are untouched.</summary>
public sealed class DeleteView(ICrmDbFactory dbs, CurrentActor actors)
{
    public async Task<Outcome<Guid>> RunAsync(Guid id, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        await using var db = dbs.Open();
        if (await db.Set<SavedView>().VisibleTo(actor).FirstOrDefaultAsync(v => v.Id == id, ct) is not { } view)
            return new Refusal("view-unknown");
        if (!view.MayBeChangedBy(actor))
            return new Refusal("view-not-yours");
        db.Set<SavedView>().Remove(view);
        await db.SaveChangesAsync(ct);
        return id;
    }
}
