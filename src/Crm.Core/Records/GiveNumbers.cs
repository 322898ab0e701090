using Crm.Core.Data;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;

namespace Crm.Core.Records;

/// <summary>
/// Gives every record of a batch the numbers that it lacks, in the order of the batch: new ones, and those that were there
/// before the field was. A number that was given is never taken back, not even by an undo.
/// </summary>
internal sealed class GiveNumbers(ICrmDbFactory dbs, TenantType type)
{
    public async Task RunAsync(IReadOnlyList<WriteItem> items, CancellationToken ct)
    {
        foreach (var field in type.Fields.Where(f => f.Kind is AutoNumberKind))
        {
            var lacking = items.Where(i => i.Write.Kind != WriteKind.Delete && field.Read(i.Record) is null).ToList();
            if (lacking.Count == 0 || await new NumberSeries(dbs).TakeAsync(type.Name, field.Name, lacking.Count, ct) is not { } first)
                continue;
            foreach (var (at, item) in lacking.Index())
                item.Put(field, (decimal)(first + at));
        }
    }
}
