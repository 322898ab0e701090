using Crm.Core.Jobs;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;

namespace Crm.Core.Customization.Fields;

/// <summary>
/// Renews the words by which the records of a type are found, after one of its searchable fields was hidden or shown again.
/// Until that is done <see cref="TenantType.IsSearchStale"/> keeps the old words from being searched.
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
            if ((await schemas.GetAsync(work.Ct)).Find(field.RecordType) is { } type)
                await words.RunAsync(type, work.CheckAsync, work.Ct);
            if (await fields.SettleAsync(field, work.Ct))
                return;
        }
    }
}
