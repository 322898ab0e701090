using Crm.Core.Jobs;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;

namespace Crm.Core.Customization.Fields;

/// <summary>
/// Renews the words by which the records of a type are found, after one of its searchable fields was hidden or shown again.
/// Until that is done <see cref="TenantType.IsSearchStale"/> keeps the old words from being searched. How far it came is noted
/// behind each batch; after a crash it goes on from there.
/// </summary>
internal sealed class RenewSearch(UnsettledFields fields, RenewSearchWords words, SchemaSource schemas, SchemaCache cache, CurrentActor actors, TimeProvider clock) : IWorkHandler
{
    public const string WorkKind = "search";

    public string Kind => WorkKind;

    public async Task RunAsync(WorkContext work)
    {
        actors.Enter(Actor.System(WorkKind));
        while (await fields.FindAsync(work.TargetId, work.Ct) is { UnsettledAt: { } since } field)
        {
            // Until then another node may write words by what it remembers of the schema.
            if (since + SchemaSource.MaxAge - clock.GetUtcNow().UtcDateTime is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest, clock, work.Ct);
            cache.Forget(work.TenantId);
            if (await FollowAsync(field, work) && await fields.SettleAsync(field, work.Ct))
                return;
        }
    }

    /// <summary>False when the field was changed meanwhile: then the records have to follow anew.</summary>
    private async Task<bool> FollowAsync(FieldOverlay field, WorkContext work)
    {
        var (last, renewed, toRenew) = (field.RenewedTo, field.Renewed, field.ToRenew);
        // For each batch the type as it is by then: another field may be hidden while this one is followed.
        while ((await schemas.GetAsync(work.Ct)).Find(field.RecordType) is { } type)
        {
            if (last is null && !await fields.NoteAsync(field, null, 0, toRenew = await words.CountAsync(type, work.Ct), work.Ct))
                return false;
            await work.CheckAsync();
            var ids = await words.RunAsync(type, last, work.Ct);
            if (ids.Count > 0 && !await fields.NoteAsync(field, last = ids[^1], renewed += ids.Count, toRenew, work.Ct))
                return false;
            if (ids.Count < RenewSearchWords.BatchSize)
                break;
        }
        return true;
    }
}
