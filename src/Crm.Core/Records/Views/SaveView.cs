using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Views;

/// <summary>
/// How a view is to be from now on; without <paramref name="Id"/> it is a new one. <paramref name="FirstFor"/> names the roles
/// that see it first; null leaves that alone.
/// </summary>
public sealed record ViewDraft(string RecordType, string Name, ViewShare Share, ViewDefinition Definition, Guid? Id = null, IReadOnlyList<Guid>? FirstFor = null);

/// <summary>Saves a view, or makes a new one. What others look at is changed only by its owner or by those who may customize.</summary>
public sealed class SaveView(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, TimeProvider clock)
{
    /// <summary>One person's views of one type.</summary>
    public const int MaxPerPerson = 100;

    public async Task<Outcome<Guid>> RunAsync(ViewDraft draft, CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        if (schema.Find(draft.RecordType) is not { } type || !actor.May(type.Type, RecordAction.View) || actor.MemberId is not { } me)
            return new Refusal("type-unknown", null, draft.RecordType);
        var name = draft.Name.Trim();
        if (Problem(draft, name) is { } problem)
            return problem;

        await using var db = dbs.Open();
        SavedView? view = null;
        if (draft.Id is { } id)
        {
            view = await db.Set<SavedView>().VisibleTo(actor).FirstOrDefaultAsync(v => v.Id == id && v.RecordType == draft.RecordType, ct);
            if (view is null)
                return new Refusal("view-unknown");
            if (!view.MayBeChangedBy(actor) || (view.OwnerId != me && draft.Share == ViewShare.Private))
                return new Refusal("view-not-yours");
        }
        else if (await db.Set<SavedView>().CountAsync(v => v.RecordType == draft.RecordType && v.OwnerId == me, ct) >= MaxPerPerson)
        {
            return new Refusal("view-too-many", null, MaxPerPerson);
        }
        if (view is null)
        {
            view = new SavedView { RecordType = draft.RecordType, Name = name, OwnerId = me, Definition = "", CreatedAt = clock.GetUtcNow().UtcDateTime };
            db.Set<SavedView>().Add(view);
        }
        (view.Name, view.Share, view.Definition) = (name, draft.Share, draft.Definition.Write());
        if (draft.FirstFor is { } roles && !roles.ToHashSet().SetEquals(view.FirstFor))
        {
            if (!actor.Has(AdminRight.Customize))
                return new Refusal("not-permitted");
            view.FirstFor = [.. roles.Distinct()];
            await OthersStepBackAsync(db, view, ct);
        }
        if (view.FirstFor.Count > 0 && view.Share != ViewShare.All)
            return new Refusal("view-first-not-shared", "share");
        await db.SaveChangesAsync(ct);
        return view.Id;
    }

    private static Refusal? Problem(ViewDraft draft, string name) => draft switch
    {
        _ when name.Length == 0 || name.Any(char.IsControl) => new Refusal("view-name-missing", "name"),
        _ when name.Length > SavedView.MaxNameLength => new Refusal("view-name-too-long", "name", SavedView.MaxNameLength),
        _ when draft.Definition.Write().Length > ViewDefinition.MaxLength => new Refusal("view-too-long"),
        { Definition.Filter: { } filter } when FilterText.Parse(filter) is { Succeeded: false } unreadable => unreadable.Refusals[0],
        _ => null,
    };

    /// <summary>A role sees one view first: the one that was named last.</summary>
    private static async Task OthersStepBackAsync(ICrmDb db, SavedView first, CancellationToken ct)
    {
        foreach (var other in await db.Set<SavedView>().Where(v => v.RecordType == first.RecordType && v.Id != first.Id && v.Share == ViewShare.All).ToListAsync(ct))
            if (other.FirstFor.Intersect(first.FirstFor).Any())
                other.FirstFor = [.. other.FirstFor.Except(first.FirstFor)];
    }
}
