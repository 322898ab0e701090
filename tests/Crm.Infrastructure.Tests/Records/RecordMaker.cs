using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records;

/// <summary>Fills any record type from its description, and makes the records that it refers to.</summary>
internal sealed class RecordMaker(IServiceProvider services)
{
    /// <summary>Fields whose value a rule decides by other fields, so that not every value can be given to every record.</summary>
    private static readonly string[] Ruled = ["deals.closedOn", "deals.wonReason", "deals.lostReason", "meetings.endsAt", "meetings.recurrence", "tasks.dueAt", "tasks.recurrence"];

    private readonly Dictionary<(string Type, int Variant), Guid> targets = [];

    public RecordStore Store { get; } = services.GetRequiredService<RecordStore>();

    public RecordReader Reader { get; } = services.GetRequiredService<RecordReader>();

    public async Task<TenantType> TypeAsync(string name) => (await services.GetRequiredService<SchemaSource>().GetAsync(default))[name];

    public static IEnumerable<Field> Fillable(TenantType type) =>
        type.Fields.Where(f => f.TakesInput && !Ruled.Contains($"{type.Name}.{f.Name}") && (f.Kind is not (ChoiceKind or ChoicesKind) || f.Choices.Count > 0));

    /// <summary>A value for every field that takes one.</summary>
    public async Task<Dictionary<string, object?>> AllValuesAsync(TenantType type, int variant = 0)
    {
        var values = new Dictionary<string, object?>();
        foreach (var field in Fillable(type))
            values[field.Name] = await ValueAsync(type, field, variant);
        return values;
    }

    /// <summary>Only what the type requires.</summary>
    public async Task<Dictionary<string, object?>> RequiredValuesAsync(TenantType type)
    {
        var values = new Dictionary<string, object?>();
        foreach (var field in Fillable(type).Where(f => f.IsRequired))
            values[field.Name] = await ValueAsync(type, field, 0);
        return values;
    }

    public async Task<Guid> CreateAsync(string typeName)
    {
        var made = await Store.CreateAsync(typeName, await RequiredValuesAsync(await TypeAsync(typeName)), default);
        Assert.True(made.Succeeded, $"{typeName}: {string.Join("; ", made.Refusals)}");
        return made.Value.Id;
    }

    /// <summary>A value of the field; another variant is another value, as far as the kind has several.</summary>
    public async Task<object?> ValueAsync(TenantType type, Field field, int variant)
    {
        if (field.Kind is StageKind)
        {
            var stages = (await services.GetRequiredService<SchemaSource>().GetAsync(default)).PipelinesOf(type.Name).SelectMany(p => p.Stages)
                .Where(s => s.Outcome == StageOutcome.Open).ToList();
            return stages[variant % stages.Count].Id;
        }
        if (field is { Kind: ReferencesKind, Target: { } several })
            return ReferencesKind.Of(variant % 2 == 0 ? [await TargetAsync(several, 0), await TargetAsync(several, 1)] : [await TargetAsync(several, 1)]);
        if (field.Target is { } target)
            return await TargetAsync(target, variant);
        if (field.Kind is LinkKind)
            return new RecordLink("companies", await TargetAsync("companies", variant));
        if (field.Kind is ChoiceKind)
            return field.Choices[variant % field.Choices.Count].Value;
        if (field.Kind is ChoicesKind)
            return ValueSet.Of(field.Choices.Skip(variant % 2).Select(c => c.Value));
        var samples = Samples.Of(field.Kind);
        var value = samples[variant % samples.Count];
        return field.IsUnique ? Unique(field, (string)value) : value is string text && text.Length > field.MaxLength ? text[..field.MaxLength.Value] : value;
    }

    private async Task<Guid> TargetAsync(string type, int variant)
    {
        if (!targets.TryGetValue((type, variant % 2), out var id))
            targets[(type, variant % 2)] = id = await CreateAsync(type);
        return id;
    }

    private static string Unique(Field field, string sample)
    {
        var tail = Ids.Next().ToString("N")[^12..];
        return field.Kind is EmailKind ? $"{tail}.{sample}" : $"{sample[..Math.Min(sample.Length, 30)].TrimEnd()} {tail}";
    }

    /// <summary>The record's values by field as the reader shows them, references as ids.</summary>
    public async Task<Dictionary<string, object?>> ReadAsync(TenantType type, Guid id)
    {
        var row = await Reader.FindAsync(type.Name, id, default);
        Assert.NotNull(row);
        return type.Fields.Zip(row.Values).ToDictionary(p => p.First.Name, p => p.Second switch { RecordRef reference => reference.Id, RecordRefs several => several.Ids, var value => value });
    }
}
