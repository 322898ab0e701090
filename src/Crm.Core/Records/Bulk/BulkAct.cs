using System.Text.Json;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Bulk;

/// <summary>What a bulk edit does with a value; members come to a set or leave it.</summary>
public enum BulkHow { Set, Add, Remove }

/// <summary>A value that every chosen record shall have, in machine format; null empties the field.</summary>
public sealed record BulkValue(string Field, string? Value, BulkHow How = BulkHow.Set);

/// <summary>What is done to each of the chosen records.</summary>
public sealed record BulkAct(BulkKind Kind, IReadOnlyList<BulkValue> Values)
{
    public static readonly BulkAct Delete = new(BulkKind.Delete, []);

    public static readonly BulkAct Restore = new(BulkKind.Restore, []);

    public static BulkAct Edit(params BulkValue[] values) => new(BulkKind.Edit, values);

    /// <summary>The right that it takes.</summary>
    public RecordAction Right => Kind == BulkKind.Edit ? RecordAction.Edit : RecordAction.Delete;

    internal string ToJson() => JsonSerializer.Serialize(this, Json.Compact);

    internal static BulkAct FromJson(string json) => JsonSerializer.Deserialize<BulkAct>(json, Json.Compact)!;

    /// <summary>Makes the write of one record, or says what no record of the type could take.</summary>
    internal Outcome<Func<Guid, RecordWrite>> Compose(TenantType type, string currency)
    {
        if (Kind == BulkKind.Delete)
            return Outcome<Func<Guid, RecordWrite>>.Done(id => RecordWrite.Delete(id));
        if (Kind == BulkKind.Restore)
            return Outcome<Func<Guid, RecordWrite>>.Done(RecordWrite.Restore);
        if (Values.Count == 0)
            return new Refusal("bulk-nothing-to-set");
        var values = new Dictionary<string, object?>();
        foreach (var (name, text, how) in Values)
        {
            if (type.Find(name) is not { } field)
                return new Refusal("field-unknown", name, name);
            if (!field.TakesInput)
                return new Refusal("field-read-only", name);
            object? value = null;
            if (text is not null && !field.Kind.TryParse(text, FieldFormat.Machine(currency), out value))
                return new Refusal("value-unreadable", name, text);
            if (how != BulkHow.Set && value is not ValueSet)
                return new Refusal("bulk-nothing-to-set", name);
            if (value is null && field.IsRequired)
                return new Refusal("required", name);
            values[name] = how == BulkHow.Set ? value : new SetChange((ValueSet)value!, how == BulkHow.Add);
        }
        return Outcome<Func<Guid, RecordWrite>>.Done(id => RecordWrite.Update(id, values));
    }
}
