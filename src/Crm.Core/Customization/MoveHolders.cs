using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Customization;

/// <summary>
/// Gives every record that holds one value of a field another one, in batches through the store and under one change set.
/// The first refusal stops it; what was done by then stays in the set and can be undone.
/// </summary>
internal sealed class MoveHolders(RecordsHolding holding, RecordStore store)
{
    private const int BatchSize = 200;

    public async Task<Outcome<int>> RunAsync(TenantType type, Field field, object from, object? to, Guid changeSetId, CancellationToken ct)
    {
        var moved = 0;
        while (await holding.IdsAsync(type.Type, field, from, BatchSize, ct) is { Count: > 0 } ids)
        {
            var values = new Dictionary<string, object?> { [field.Name] = field.Kind is SetKind ? new SetSwap((string)from, (string?)to) : to };
            var written = await store.WriteAsync(new WriteBatch(type.Name, [.. ids.Select(id => RecordWrite.Update(id, values))])
            {
                Cause = ChangeCause.Bulk,
                ChangeSetId = changeSetId,
                IgnoresStageDemands = true,
            }, ct);
            if (!written.Succeeded)
                return Outcome<int>.Refused(written.Refusals);
            if (written.Value.Results.FirstOrDefault(r => !r.Succeeded) is { } refused)
                // A record beyond this admin's reach is not there for the store.
                return refused.Refusals[0].Code == "record-unknown" ? new Refusal("holders-out-of-reach") : Outcome<int>.Refused(refused.Refusals);
            moved += ids.Count;
        }
        return moved;
    }
}
