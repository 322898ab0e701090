using Crm.Core.Records.Changes;
using Crm.Core.Shared;

namespace Crm.Core.Records.Bin;

/// <summary>What came back, what could not and why, and the act that can be undone.</summary>
public sealed record RestoredFromBin(int Restored, IReadOnlyList<Refusal> Refusals, Guid? ChangeSetId);

/// <summary>Brings deleted records of any types back as one act.</summary>
public sealed class RestoreFromBin(RecordStore store)
{
    public async Task<Outcome<RestoredFromBin>> RunAsync(IReadOnlyCollection<RecordLink> records, CancellationToken ct)
    {
        var (restored, refusals) = (0, new List<Refusal>());
        Guid? set = null;
        foreach (var group in records.Distinct().GroupBy(r => r.Type))
        {
            var outcome = await store.WriteAsync(new WriteBatch(group.Key, [.. group.Select(r => RecordWrite.Restore(r.Id))])
            {
                Cause = ChangeCause.Bulk,
                ChangeSetId = set,
                SkipRefused = true,
            }, ct);
            if (!outcome.Succeeded)
                return Outcome<RestoredFromBin>.Refused(outcome.Refusals);
            set ??= outcome.Value.ChangeSetId;
            restored += outcome.Value.Results.Count(r => r.Succeeded);
            refusals.AddRange(outcome.Value.Results.SelectMany(r => r.Refusals));
        }
        return new RestoredFromBin(restored, refusals, set);
    }
}
