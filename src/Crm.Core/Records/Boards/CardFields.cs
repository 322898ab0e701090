using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Boards;

/// <summary>
/// Which fields the cards of a type show: the person's own choice, else the one for everybody, else what the type describes.
/// Whoever may customize chooses for everybody.
/// </summary>
public sealed class CardFields(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors)
{
    /// <summary>More would make a list of every card.</summary>
    public const int Most = 6;

    /// <summary>Null where nobody chose.</summary>
    public async Task<IReadOnlyList<string>?> RunAsync(string recordType, CancellationToken ct)
    {
        var me = (await actors.GetAsync(ct)).MemberId;
        await using var db = dbs.Open();
        var layouts = await db.Set<CardLayout>().AsNoTracking().Where(l => l.RecordType == recordType && (l.MemberId == null || l.MemberId == me)).ToListAsync(ct);
        return (layouts.Find(l => l.MemberId is not null) ?? layouts.Find(l => l.MemberId is null))?.Fields;
    }

    public async Task<bool> MayChooseForAllAsync(CancellationToken ct) => (await actors.GetAsync(ct)).Has(AdminRight.Customize);

    /// <param name="fields">Null goes back to what everybody has, or, for everybody, to what the type describes.</param>
    /// <param name="forAll">For everybody, instead of the person alone.</param>
    public async Task<Outcome<bool>> ChooseAsync(string recordType, IReadOnlyList<string>? fields, bool forAll, CancellationToken ct)
    {
        var actor = await actors.GetAsync(ct);
        if ((forAll && !actor.Has(AdminRight.Customize)) || (!forAll && actor.MemberId is null))
            return new Refusal("not-permitted");
        if ((await schemas.GetAsync(ct)).Find(recordType) is not { } type)
            return new Refusal("type-unknown", null, recordType);
        if (fields?.FirstOrDefault(f => type.Find(f) is null) is { } stranger)
            return new Refusal("field-unknown", "fields", stranger);
        if (fields?.Count > Most)
            return new Refusal("card-full", "fields", Most);
        var member = forAll ? null : actor.MemberId;
        await using var db = dbs.Open();
        var known = await db.Set<CardLayout>().Where(l => l.RecordType == recordType && l.MemberId == member).ToListAsync(ct);
        db.Set<CardLayout>().RemoveRange(known);
        if (fields is not null)
            db.Set<CardLayout>().Add(new CardLayout { RecordType = recordType, MemberId = member, Fields = [.. fields] });
        await db.SaveChangesAsync(ct);
        return true;
    }
}
