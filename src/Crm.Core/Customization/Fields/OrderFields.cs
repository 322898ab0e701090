using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Fields;

/// <summary>Puts a type's own fields into an order; built-in fields stand before them in theirs.</summary>
public sealed class OrderFields(ChangeSchema schema)
{
    private const int First = 100;

    public Task<Outcome<int>> RunAsync(string recordType, IReadOnlyList<string> order, CancellationToken ct) => schema.RunAsync(async db =>
    {
        var own = await db.Set<FieldOverlay>().Where(o => o.RecordType == recordType && o.CustomKind != null).ToListAsync(ct);
        foreach (var field in own)
            if (order.ToList().IndexOf(field.FieldName) is >= 0 and var position)
                field.Position = First + position;
        return Outcome<int>.Done(own.Count);
    }, ct);
}
