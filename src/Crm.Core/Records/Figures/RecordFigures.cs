using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using DateTimeKind = Crm.Core.Records.Kinds.DateTimeKind;

namespace Crm.Core.Records.Figures;

/// <summary>Sums, averages and counts of the records that a list shows, as a whole or by groups, computed in the database.</summary>
public sealed class RecordFigures(ICrmDbFactory dbs, SchemaSource schemas, RecordReader reader, CurrentActor actors, TimeProvider clock)
{
    /// <summary>For each figure its values over all records of the question; amounts of several currencies stay apart.</summary>
    public async Task<Outcome<IReadOnlyList<IReadOnlyList<object>>>> RunAsync(RecordQuery query, IReadOnlyList<ColumnFigure> figures, CancellationToken ct)
    {
        if (figures.Count == 0)
            return Outcome<IReadOnlyList<IReadOnlyList<object>>>.Done([]);
        var groups = await AskAsync(query, null, figures, ct);
        return !groups.Succeeded ? Outcome<IReadOnlyList<IReadOnlyList<object>>>.Refused(groups.Refusals)
            : Outcome<IReadOnlyList<IReadOnlyList<object>>>.Done(groups.Value is [var all] ? all.Figures : [.. figures.Select(_ => (IReadOnlyList<object>)[])]);
    }

    /// <summary>The groups in the order of their key (stages and choices in the tenant's), those without a value last.</summary>
    public async Task<Outcome<IReadOnlyList<RecordGroup>>> ByAsync(RecordQuery query, GroupBy by, IReadOnlyList<ColumnFigure> figures, CancellationToken ct)
    {
        var groups = await AskAsync(query, by, figures, ct);
        if (!groups.Succeeded)
            return groups;
        var schema = await schemas.GetAsync(ct);
        IEnumerable<RecordGroup> ordered = by.Field.Kind switch
        {
            StageKind => groups.Value.Select(g => g.Key is Guid id ? g with { Key = new RecordRef(id, schema.Stage(id)?.Name ?? "") } : g)
                .OrderBy(g => g.Key is RecordRef stage ? Place(schema, stage.Id) : int.MaxValue),
            ReferenceKind => await TitledAsync(groups.Value, by.Field, ct),
            ChoiceKind => groups.Value.OrderBy(g => g.Key is null ? int.MaxValue : by.Field.Choices.Index().FirstOrDefault(c => c.Item.Value == (string)g.Key, (int.MaxValue - 1, null!)).Index)
                .ThenBy(g => g.Key as string, StringComparer.CurrentCulture),
            TextKind => groups.Value.OrderBy(g => g.Key is null).ThenBy(g => g.Key as string, StringComparer.CurrentCulture),
            DateKind or DateTimeKind => groups.Value.OrderBy(g => g.Key is null).ThenByDescending(g => (g.Key as Period?)?.From),
            _ => groups.Value.OrderBy(g => g.Key is null).ThenBy(g => g.Key),
        };
        return Outcome<IReadOnlyList<RecordGroup>>.Done([.. ordered.Take(GroupBy.MaxGroups)]);
    }

    private static int Place(TenantSchema schema, Guid stage) =>
        schema.Pipelines.SelectMany(p => p.Stages).Index().FirstOrDefault(s => s.Item.Id == stage, (int.MaxValue - 1, null!)).Index;

    private async Task<IEnumerable<RecordGroup>> TitledAsync(IReadOnlyList<RecordGroup> groups, Field field, CancellationToken ct)
    {
        var largest = groups.OrderByDescending(g => g.Count).Take(GroupBy.MaxGroups).ToList();
        var titles = await reader.TitlesAsync(field.Target!, [.. largest.Select(g => g.Key).OfType<Guid>()], ct);
        return largest.Select(g => g.Key is Guid id ? g with { Key = new RecordRef(id, titles.GetValueOrDefault(id, "")) } : g)
            .OrderBy(g => g.Key is null).ThenBy(g => (g.Key as RecordRef?)?.Title, StringComparer.CurrentCulture);
    }

    private async Task<Outcome<IReadOnlyList<RecordGroup>>> AskAsync(RecordQuery query, GroupBy? by, IReadOnlyList<ColumnFigure> figures, CancellationToken ct)
    {
        var (schema, actor) = (query.On(await schemas.GetAsync(ct)), await actors.GetAsync(ct));
        if (schema.Find(query.Type) is not { } type || !actor.May(type.Type, RecordAction.View))
            return new Refusal("type-unknown", null, query.Type);
        var fields = new List<(Field, Figure)>();
        foreach (var (name, figure) in figures)
        {
            if (type.Find(name) is not { } field || !ColumnFigure.Of(field).Contains(figure))
                return new Refusal("field-unknown", "sums", name);
            fields.Add((field, figure));
        }
        await using var db = dbs.Open();
        return await type.Type.Do(new ReadGroups(db, query, by, fields, schema, type, actor, clock.GetUtcNow().UtcDateTime, ct));
    }
}
