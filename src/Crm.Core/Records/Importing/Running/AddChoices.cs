using Crm.Core.Data;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Importing.Running;

/// <summary>Adds values to the tenant's lists of choices, all in one change of the schema.</summary>
internal sealed class AddChoices(ICrmDbFactory dbs, SchemaCache schemas)
{
    /// <summary>More new values in one column mean that it is no list of choices.</summary>
    public const int Most = 200;

    public async Task<Refusal?> RunAsync(ImportContext import, IReadOnlyDictionary<string, IReadOnlyList<string>> news, CancellationToken ct)
    {
        if (news.Count == 0)
            return null;
        var first = news.First();
        if (!import.Actor.Has(Access.AdminRight.Customize))
            return new Refusal(ImportRefusal.ChoicesNeedCustomize, first.Key, string.Join(", ", first.Value.Take(5)));
        if (news.FirstOrDefault(n => n.Value.Count > Most) is { Key: { } crowded })
            return new Refusal(ImportRefusal.TooManyChoices, crowded, Most);

        await using var db = dbs.Open();
        foreach (var (name, values) in news)
        {
            var field = import.Type[name];
            var overlay = await db.Set<FieldOverlay>().FirstOrDefaultAsync(o => o.RecordType == import.Type.Name && o.FieldName == name, ct);
            if (overlay is null)
                db.Set<FieldOverlay>().Add(overlay = new FieldOverlay { RecordType = import.Type.Name, FieldName = name });
            overlay.Choices = [.. field.Choices, .. values.Select(v => new Choice(v))];
        }
        (await db.Set<TenantSettings>().FirstAsync(ct)).SchemaVersion++;
        await db.SaveChangesAsync(ct);
        schemas.Forget(db.TenantId);
        return null;
    }
}
