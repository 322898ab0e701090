using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Rates;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Schema;

/// <summary>
/// The record types as one tenant sees them: the coded descriptions with its own fields, choices and pipelines laid over.
/// Immutable; a change makes a new one with a higher version.
/// </summary>
public sealed class TenantSchema(TenantInfo tenant, int version, IReadOnlyList<TenantType> types, IReadOnlyList<Pipeline> pipelines, ExchangeRates rates)
{
    private readonly Dictionary<string, TenantType> byName = types.ToDictionary(t => t.Name);
    private TenantSchema? shown;
    private readonly Dictionary<Guid, Stage> stages = pipelines.SelectMany(p => p.Stages).ToDictionary(s => s.Id);

    public TenantInfo Tenant { get; } = tenant;

    public int Version { get; } = version;

    public IReadOnlyList<TenantType> Types { get; } = types;

    /// <summary>The schema for whoever asks from outside: without the fields that the tenant has withdrawn, also behind references.</summary>
    public TenantSchema Shown => shown ??= Types.SelectMany(t => t.Fields).Any(f => f.IsWithdrawn)
        ? new TenantSchema(Tenant, Version, [.. Types.Select(t => new TenantType(t.Type, [.. t.Fields.Where(f => !f.IsWithdrawn)], t.IsSearchStale))], Pipelines, Rates)
        : this;

    public IReadOnlyList<Pipeline> Pipelines { get; } = pipelines;

    public ExchangeRates Rates { get; } = rates;

    /// <summary>The day in the tenant's time zone.</summary>
    public DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, Tenant.Zone));

    public TenantType? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The type; throws for a name that no code should ask for. Names from outside go through <see cref="Find"/>.</summary>
    public TenantType this[string name] => byName[name];

    public TenantType Of<T>() where T : Record => Types.First(t => t.Type.EntityType == typeof(T));

    public Stage? Stage(Guid id) => stages.GetValueOrDefault(id);

    public IEnumerable<Pipeline> PipelinesOf(string type) => Pipelines.Where(p => p.RecordType == type);

    public Pipeline? PipelineOfStage(Guid stageId) => Pipelines.FirstOrDefault(p => p.Stages.Any(s => s.Id == stageId));
}

/// <summary>One record type with a tenant's overlay.</summary>
public sealed class TenantType
{
    private readonly Dictionary<string, Field> byName;

    public TenantType(RecordType type, IReadOnlyList<Field> fields, bool isSearchStale = false)
    {
        Type = type;
        IsSearchStale = isSearchStale;
        Fields = fields;
        WithParts = [.. fields.SelectMany(f => f.Parts.Select(p => p with { Whole = f, IsHidden = f.IsHidden, IsReadOnly = f.IsReadOnly }).Prepend(f))];
        byName = WithParts.ToDictionary(f => f.Name);
        TitleField = fields.First(f => f.IsTitle);
    }

    public RecordType Type { get; }

    public string Name => Type.Name;

    /// <summary>
    /// A searchable field was hidden or shown, and the words by which records are found still tell of how it was: until they are
    /// renewed, records are found by their titles alone.
    /// </summary>
    public bool IsSearchStale { get; }

    /// <summary>Built-in fields in the order of their description, then the tenant's own, then the system's.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>The fields, each followed by its parts: what filters, sorts and imports may name.</summary>
    public IReadOnlyList<Field> WithParts { get; }

    public Field TitleField { get; }

    /// <summary>The usual columns of a list, as far as this schema has them.</summary>
    public IEnumerable<string> ListColumns => Type.ListColumns.Where(byName.ContainsKey);

    /// <summary>The usual order of a list, as far as this schema has its fields.</summary>
    public string DefaultSort => string.Join(',', Type.DefaultSort.Split(',').Where(p => byName.ContainsKey(p.TrimStart('-'))));

    public Field? Find(string name) => byName.GetValueOrDefault(name);

    public Field this[string name] => byName[name];
}
