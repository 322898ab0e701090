using System.Linq.Expressions;
using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records;

/// <summary>
/// What must hold after the rules: required values, listed choices, visible references, unique values. Asks the database
/// once for each field of a batch, not once for each row.
/// </summary>
internal sealed class RecordChecks<T>(ICrmDb db, TenantSchema schema, TenantType type, Actor actor, WriteBatch batch, CancellationToken ct) where T : Record
{
    public async Task RunAsync(IReadOnlyList<WriteItem> items)
    {
        var written = items.Where(i => i.Write.Kind is WriteKind.Create or WriteKind.Update).ToList();
        foreach (var item in written)
            foreach (var field in type.Fields)
                Facts(item, field);
        foreach (var field in type.Fields.Where(f => !f.IsComputed))
        {
            if (field.Kind is StageKind)
            {
                Stages(written, field);
                Demands(written, field);
                await RoomAsync(written, field);
            }
            else if (field.Kind is LinkKind)
                await LinksAsync(written, field);
            else if (field.Target is { } target)
                await (field.Kind is ReferencesKind ? SeveralAsync(written, field, target) : ReferencesAsync(written, field, target));
            if (field.IsUnique)
                await UniqueAsync([.. items.Where(i => i.Write.Kind != WriteKind.Delete)], field);
        }
    }

    private static void Facts(WriteItem item, Field field)
    {
        // An old record that lacks a newly required value can still be edited elsewhere; only what is touched must be whole.
        var value = field.IsComputed ? null : field.Read(item.Record);
        if (field.IsRequired && value is null && (!item.IsLoaded || item.Touched.Contains(field.Name)))
            item.Refuse(new Refusal("required", field.Name));
        if (field.Kind is ChoiceKind && value is string choice && item.Changes(field) && field.Choices.All(c => c.Value != choice))
            item.Refuse(new Refusal("choice-unknown", field.Name, choice));
        if (field.Kind is ChoicesKind && value is ValueSet chosen && item.Changes(field))
            foreach (var stranger in chosen.Where(c => field.Choices.All(known => known.Value != c) && !item.Had(field, c)))
                item.Refuse(new Refusal("choice-unknown", field.Name, stranger));
    }

    private void Stages(IEnumerable<WriteItem> items, Field field)
    {
        foreach (var item in items.Where(i => i.Changes(field)))
            if (field.Read(item.Record) is Guid id && schema.PipelineOfStage(id)?.RecordType != type.Name)
                item.Refuse(new Refusal("stage-unknown", field.Name));
    }

    private void Demands(IEnumerable<WriteItem> items, Field field)
    {
        if (!batch.ObeysLimits)
            return;
        foreach (var item in items)
        {
            if (field.Read(item.Record) is not Guid id || schema.Stage(id) is not { RequiredFields.Count: > 0 } stage)
                continue;
            // What another system closed long ago was not asked then and cannot be asked now.
            if (batch.Cause == ChangeCause.Import && !item.IsLoaded && stage.Outcome != StageOutcome.Open)
                continue;
            foreach (var demanded in StageDemands.Of(type, stage))
                if (demanded.Read(item.Record) is null && (item.Changes(field) || item.Changes(demanded)))
                    item.Refuse(new Refusal("stage-demands", demanded.Name, stage.Name));
        }
    }

    private async Task RoomAsync(IEnumerable<WriteItem> items, Field field)
    {
        if (!batch.ObeysLimits)
            return;
        foreach (var coming in items.Where(i => !i.IsRefused && i.Changes(field)).ToLookup(i => field.Read(i.Record) as Guid?))
        {
            if (coming.Key is not { } id || schema.Stage(id) is not { MostRecords: { } most } stage)
                continue;
            var there = await StageRoom.CountAsync<T>(db, field, id, ct);
            foreach (var item in coming.Skip(Math.Max(0, most - there)))
            {
                item.ComesOverLimit = true;
                if (stage.RefusesOverLimit)
                    item.Refuse(new Refusal("stage-full", field.Name, stage.Name, most));
            }
        }
    }

    private async Task ReferencesAsync(IReadOnlyList<WriteItem> items, Field field, string target)
    {
        var wanted = items.Where(i => i.Changes(field) && field.Read(i.Record) is Guid).ToLookup(i => (Guid)field.Read(i.Record)!);
        var visible = await VisibleAsync(target, [.. wanted.Select(g => g.Key)]);
        foreach (var item in wanted.Where(g => !visible.Contains(g.Key)).SelectMany(g => g))
            item.Refuse(new Refusal("reference-unknown", field.Name));
        foreach (var item in wanted.SelectMany(g => g).Where(i => target == type.Name && (Guid)field.Read(i.Record)! == i.Record.Id))
            item.Refuse(new Refusal("reference-to-itself", field.Name));
    }

    /// <summary>Only what is new in a set must be visible: an edit by somebody with less reach keeps the others.</summary>
    private async Task SeveralAsync(IReadOnlyList<WriteItem> items, Field field, string target)
    {
        var wanted = items.Where(i => i.Changes(field) && field.Read(i.Record) is ValueSet)
            .Select(i => (Item: i, Ids: ReferencesKind.Ids((ValueSet)field.Read(i.Record)!).Where(id => !i.Had(field, id.ToString())).ToList())).ToList();
        var visible = await VisibleAsync(target, [.. wanted.SelectMany(w => w.Ids).Distinct()]);
        foreach (var (item, ids) in wanted)
        {
            if (!ids.TrueForAll(visible.Contains))
                item.Refuse(new Refusal("reference-unknown", field.Name));
            if (target == type.Name && ids.Contains(item.Record.Id))
                item.Refuse(new Refusal("reference-to-itself", field.Name));
        }
    }

    private async Task LinksAsync(IReadOnlyList<WriteItem> items, Field field)
    {
        foreach (var group in items.Where(i => i.Changes(field) && field.Read(i.Record) is RecordLink).ToLookup(i => ((RecordLink)field.Read(i.Record)!).Type))
        {
            var ids = group.Select(i => ((RecordLink)field.Read(i.Record)!).Id).Distinct().ToArray();
            var visible = await VisibleAsync(group.Key, ids);
            foreach (var item in group.Where(i => !visible.Contains(((RecordLink)field.Read(i.Record)!).Id)))
                item.Refuse(new Refusal("reference-unknown", field.Name));
        }
    }

    private async Task<IReadOnlySet<Guid>> VisibleAsync(string target, Guid[] ids) =>
        ids.Length == 0 || schema.Find(target) is not { } targetType
            ? new HashSet<Guid>()
            : await targetType.Type.Do(new VisibleIds(db, ids, actor, ct));

    private async Task UniqueAsync(IReadOnlyList<WriteItem> items, Field field)
    {
        var claims = items
            .Where(i => (i.Write.Kind == WriteKind.Restore || i.Changes(field)) && field.Read(i.Record) is string)
            .Select(i => (Item: i, Value: (string)field.Read(i.Record)!)).ToList();
        if (claims.Count == 0)
            return;
        foreach (var twin in claims.GroupBy(c => c.Value).SelectMany(g => g.Skip(1)))
            twin.Item.Refuse(new Refusal("taken", field.Name, twin.Value));
        var values = claims.Select(c => c.Value).Distinct().ToArray();
        var column = (Expression<Func<T, string?>>)field.Value;
        var rows = await db.Set<T>().AsNoTracking().Where(ContainedIn(column, values))
            .Select(Pair(column)).ToListAsync(ct);
        foreach (var (item, value) in claims)
            if (rows.Any(r => r.Value == value && r.Id != item.Record.Id))
                item.Refuse(new Refusal("taken", field.Name, value));
    }

    private static Expression<Func<T, bool>> ContainedIn(Expression<Func<T, string?>> column, string[] values)
    {
        Expression<Func<string?, bool>> contained = value => values.Contains(value);
        return Expression.Lambda<Func<T, bool>>(FieldAccess.Inline(contained, column.Body), column.Parameters);
    }

    private static Expression<Func<T, Claimed>> Pair(Expression<Func<T, string?>> column) => Expression.Lambda<Func<T, Claimed>>(
        Expression.MemberInit(Expression.New(typeof(Claimed)),
            Expression.Bind(typeof(Claimed).GetProperty(nameof(Claimed.Id))!, Expression.Property(column.Parameters[0], nameof(Record.Id))),
            Expression.Bind(typeof(Claimed).GetProperty(nameof(Claimed.Value))!, column.Body)),
        column.Parameters);

    private sealed class Claimed
    {
        public Guid Id { get; init; }

        public string? Value { get; init; }
    }

    private sealed class VisibleIds(ICrmDb db, Guid[] ids, Actor actor, CancellationToken ct) : IRecordWork<Task<IReadOnlySet<Guid>>>
    {
        public async Task<IReadOnlySet<Guid>> Run<TTarget>(RecordType<TTarget> target) where TTarget : Record =>
            (await db.Set<TTarget>().AsNoTracking().Where(r => ids.Contains(r.Id)).Permitted(actor, target, RecordAction.View)
                .Select(r => r.Id).ToListAsync(ct)).ToHashSet();
    }
}
