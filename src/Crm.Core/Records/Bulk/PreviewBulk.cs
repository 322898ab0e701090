using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Bulk;

/// <summary>A reason why records would be left as they are, and how many of those that were tried it concerns.</summary>
public sealed record BulkReason(Refusal Refusal, int Count);

/// <summary>
/// What a bulk act would meet: how many records, how many of them the person may not change, the first titles, and the reasons
/// found by trying the first <paramref name="Tried"/> of them without writing.
/// </summary>
public sealed record BulkPreview(int Count, int NotPermitted, IReadOnlyList<string> Titles, int Tried, IReadOnlyList<BulkReason> Reasons);

/// <summary>Says what would happen before it happens.</summary>
public sealed class PreviewBulk(SelectedRecords selected, RecordStore store, RecordReader reader, SchemaSource schemas)
{
    private const int FirstTitles = 5;

    public async Task<Outcome<BulkPreview>> RunAsync(BulkSelection selection, BulkAct act, CancellationToken ct)
    {
        var schema = (await schemas.GetAsync(ct)).Shown;
        if (schema.Find(selection.Type) is not { } type)
            return new Refusal("type-unknown", null, selection.Type);
        var compose = act.Compose(type, schema.Tenant.Currency);
        if (!compose.Succeeded)
            return Outcome<BulkPreview>.Refused(compose.Refusals);
        var count = await selected.CountAsync(selection, act.Right, ct);
        var first = await selected.AfterAsync(selection, null, StartBulk.AtOnce, ct);
        if (!count.Succeeded || !first.Succeeded)
            return Outcome<BulkPreview>.Refused([.. count.Refusals, .. first.Refusals]);
        var titles = await reader.TitlesAsync(selection.Type, [.. first.Value.Take(FirstTitles)], ct);
        var trial = await store.WriteAsync(new WriteBatch(selection.Type, [.. first.Value.Select(compose.Value)]) { DryRun = true, SkipRefused = true }, ct);
        if (!trial.Succeeded)
            return Outcome<BulkPreview>.Refused(trial.Refusals);
        var reasons = trial.Value.Results.Where(r => !r.Succeeded).Select(r => r.Refusals[0])
            .GroupBy(r => (r.Code, r.Field)).Select(g => new BulkReason(g.First(), g.Count())).OrderByDescending(r => r.Count).ToList();
        return new BulkPreview(count.Value.All, count.Value.All - count.Value.Permitted, [.. titles.Values], first.Value.Count, reasons);
    }
}
