using System.Linq.Expressions;
using Crm.Core.Data;
using Crm.Core.Jobs;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization.Fields;

/// <summary>
/// Numbers the records that were there before the field of automatic numbers, the oldest first. Begun anew after a crash, it
/// goes on with those that still lack a number.
/// </summary>
internal sealed class NumberRecords(ICrmDbFactory dbs, UnsettledFields fields, SchemaSource schemas, SchemaCache cache, RecordStore store, CurrentActor actors) : IWorkHandler
{
    public const string WorkKind = "numbers";
    private const int BatchSize = 200;
    private const int MostRaces = 5;

    public string Kind => WorkKind;

    public async Task RunAsync(WorkContext work)
    {
        actors.Enter(Actor.System(WorkKind));
        while (await fields.FindAsync(work.TargetId, work.Ct) is { } overlay)
        {
            // The field may be younger than what this node remembers.
            cache.Forget(work.TenantId);
            if ((await schemas.GetAsync(work.Ct)).Find(overlay.RecordType) is { } type && type.Find(overlay.FieldName) is { Kind: AutoNumberKind } field)
                await NumberAsync(type, field, work);
            if (await fields.SettleAsync(overlay, work.Ct))
                return;
        }
    }

    private async Task NumberAsync(TenantType type, Field field, WorkContext work)
    {
        var (refused, races) = (0, 0);
        while (await LackingAsync(type, field, refused, work.Ct) is { Count: > 0 } ids)
        {
            await work.CheckAsync();
            var written = await store.WriteAsync(new WriteBatch(type.Name, [.. ids.Select(id => RecordWrite.Update(id, new Dictionary<string, object?>()))])
            {
                Cause = ChangeCause.Bulk,
                IgnoresStageDemands = true,
                KeepsStamps = true,
                SkipRefused = true,
            }, work.Ct);
            if (!written.Succeeded && ++races == MostRaces)
                throw new InvalidOperationException($"Records of {type.Name} could not be numbered: {written.Refusals[0]}.");
            if (written.Succeeded)
                (refused, races) = (refused + written.Value.Results.Count(r => !r.Succeeded), 0);
        }
    }

    private async Task<IReadOnlyList<Guid>> LackingAsync(TenantType type, Field field, int skip, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await type.Type.Do(new Lacking(db, field, skip, ct));
    }

    private sealed class Lacking(ICrmDb db, Field field, int skip, CancellationToken ct) : IRecordWork<Task<IReadOnlyList<Guid>>>
    {
        public async Task<IReadOnlyList<Guid>> Run<T>(RecordType<T> type) where T : Record =>
            await db.Set<T>().AsNoTracking()
                .Where(Expression.Lambda<Func<T, bool>>(Expression.Equal(field.Value.Body, Expression.Constant(null, field.Value.ReturnType)), field.Value.Parameters))
                .OrderBy(r => r.CreatedAt).ThenBy(r => r.Id).Select(r => r.Id).Skip(skip).Take(BatchSize).ToListAsync(ct);
    }
}
