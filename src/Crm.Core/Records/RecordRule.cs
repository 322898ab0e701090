using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records;

/// <summary>What a rule may know and say about one write.</summary>
public sealed class RecordWriteContext(TenantSchema schema, TenantType type, Actor actor, DateTime now, bool isNew, IReadOnlySet<string> touched, IReadOnlySet<string> changed)
{
    private readonly List<Refusal> refusals = [];
    private readonly List<IReadOnlyDictionary<string, object?>> added = [];

    public TenantSchema Schema { get; } = schema;

    public TenantType Type { get; } = type;

    public Actor Actor { get; } = actor;

    public DateTime Now { get; } = now;

    /// <summary>The acting person's time zone, else the tenant's.</summary>
    public TimeZoneInfo Zone => Actor.Zone ?? Schema.Tenant.Zone;

    /// <summary>Today in the tenant's time zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(Now, Schema.Tenant.Zone));

    public bool IsNew { get; } = isNew;

    public IReadOnlyList<Refusal> Refusals => refusals;

    /// <summary>Whether the input names the field, be it with the value that it already had.</summary>
    public bool Touches(string field) => touched.Contains(field);

    /// <summary>Whether the input gives the field another value than it had.</summary>
    public bool Changes(string field) => changed.Contains(field);

    /// <summary>Values of the records to be made besides.</summary>
    internal IReadOnlyList<IReadOnlyDictionary<string, object?>> Added => added;

    /// <summary>
    /// Makes another record of the same type in the same act: saved, told of and undone together with this one, or not at all.
    /// Nobody needs the right to create for it; what the rules add to it is left out.
    /// </summary>
    public void Add(IReadOnlyDictionary<string, object?> values) => added.Add(values);

    public void Refuse(string code, string? field = null, params object[] args) => refusals.Add(new Refusal(code, field, args));
}

/// <summary>Something that becomes true whenever a record is written, by whichever door. Named for what it makes true.</summary>
public interface IRecordRule
{
    Type EntityType { get; }

    /// <summary>Rules of a type run in rising order.</summary>
    int Order => 0;

    void BeforeSave(Record record, RecordWriteContext write);
}

public abstract class RecordRule<T> : IRecordRule where T : Record
{
    public Type EntityType => typeof(T);

    public virtual int Order => 0;

    public abstract void BeforeSave(T record, RecordWriteContext write);

    void IRecordRule.BeforeSave(Record record, RecordWriteContext write) => BeforeSave((T)record, write);
}
