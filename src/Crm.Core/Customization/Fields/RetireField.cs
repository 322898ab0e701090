using Crm.Core.Data;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Fields;

/// <summary>Takes a field of the tenant's own out of use, or back into it. Its values stay stored, and its name stays taken.</summary>
public sealed class RetireField(ChangeSchema schema, ICrmDbFactory dbs, SettleFields settle, TimeProvider clock)
{
    public Task<Outcome<string>> RunAsync(string recordType, string name, CancellationToken ct) =>
        SetAsync(recordType, name, clock.GetUtcNow().UtcDateTime, ct);

    /// <summary>Automatic numbers are given to the records that came meanwhile.</summary>
    public async Task<Outcome<string>> TakeBackAsync(string recordType, string name, CancellationToken ct)
    {
        var back = await SetAsync(recordType, name, null, ct);
        if (back.Succeeded)
            await settle.RunAsync(ct);
        return back;
    }

    /// <summary>The fields that are out of use, by name and label.</summary>
    public async Task<IReadOnlyList<(string Name, string Label)>> RetiredAsync(string recordType, CancellationToken ct)
    {
        await using var db = dbs.Open();
        var retired = await db.Set<FieldOverlay>().AsNoTracking().Where(o => o.RecordType == recordType && o.RetiredAt != null)
            .OrderBy(o => o.Position).Select(o => new { o.FieldName, o.Label }).ToListAsync(ct);
        return [.. retired.Select(o => (o.FieldName, o.Label ?? o.FieldName))];
    }

    private Task<Outcome<string>> SetAsync(string recordType, string name, DateTime? retiredAt, CancellationToken ct) => schema.RunAsync(async db =>
    {
        var overlay = await db.Set<FieldOverlay>().FirstOrDefaultAsync(o => o.RecordType == recordType && o.FieldName == name && o.CustomKind != null, ct);
        if (overlay is null)
            return new Refusal("field-built-in", name);
        overlay.RetiredAt = retiredAt;
        if (retiredAt is null && overlay.CustomKind == FieldKinds.AutoNumber.Name)
            overlay.Unsettle(clock.GetUtcNow().UtcDateTime);
        return Outcome<string>.Done(name);
    }, ct);
}
