using System.Security.Cryptography;
using System.Text;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Importing.Running;

/// <summary>Everything that reading the rows of one import has in common.</summary>
internal sealed class ImportContext
{
    private readonly Dictionary<(string Type, string Key), KeyBook> books = [];

    private ImportContext(Guid runId, TenantSchema schema, TenantType type, ImportPlan plan, Actor actor)
    {
        (RunId, Schema, Type, Plan, Actor) = (runId, schema, type, plan, actor);
        Machine = FieldFormat.Machine(schema.Tenant.Currency) with { Zone = schema.Tenant.Zone };
        Fields = [.. plan.Fields.Select(f => new MappedField(type[f.Field], f))];
        SelfReference = Fields.FirstOrDefault(f => f.Field.Target == type.Name && f.Field.Kind is ReferenceKind);
    }

    public Guid RunId { get; }

    public TenantSchema Schema { get; }

    public TenantType Type { get; }

    public ImportPlan Plan { get; }

    public Actor Actor { get; }

    public FieldFormat Machine { get; }

    public IReadOnlyList<MappedField> Fields { get; }

    /// <summary>A reference to records of the imported type, such as a parent company, that may stand further down in the file.</summary>
    public MappedField? SelfReference { get; }

    /// <summary>Checks that the plan still fits the tenant's schema and the person's rights.</summary>
    public static Outcome<ImportContext> Of(Guid runId, string typeName, ImportPlan plan, TenantSchema schema, Actor actor)
    {
        if (schema.Find(typeName) is not { } type || !actor.May(type.Type, RecordAction.View))
            return new Refusal("type-unknown", null, typeName);
        if (!actor.May(type.Type, RecordAction.Import))
            return new Refusal("not-permitted");
        if (plan.Fields.Count == 0)
            return new Refusal(ImportRefusal.NothingMapped);
        foreach (var planned in plan.Fields)
            if (type.Find(planned.Field) is not { TakesInput: true } field
                || (planned.ReferenceBy is { } key && schema.Find(field.Target ?? "")?.Find(key)?.Kind is not TextKind))
                return new Refusal(ImportRefusal.FieldUnusable, null, planned.Field);
        if (plan.MatchBy is { } match && (type.Find(match)?.Kind is not TextKind || plan.Find(match) is null))
            return new Refusal(ImportRefusal.FieldUnusable, null, match);
        return new ImportContext(runId, schema, type, plan, actor);
    }

    /// <summary>The book of a type's records by one field; one for all fields that look there.</summary>
    public KeyBook Book(TenantType type, Field key)
    {
        if (!books.TryGetValue((type.Name, key.Name), out var book))
            books[(type.Name, key.Name)] = book = new KeyBook(type, key);
        return book;
    }

    /// <summary>The book in which a reference field looks; null for other fields and for targets that the person cannot see.</summary>
    public KeyBook? Book(MappedField mapped) =>
        mapped.Field.Target is { } name && Schema.Find(name) is { } target && Actor.May(target.Type, RecordAction.View)
            ? Book(target, mapped.Plan.ReferenceBy is { } key ? target[key] : target.TitleField)
            : null;

    public KeyBook? MatchBook => Plan.MatchBy is { } key ? Book(Type, Type[key]) : null;

    /// <summary>Records that this import just wrote are found by the rows after them.</summary>
    public void Remember(IReadOnlyDictionary<string, object?> values, Guid id)
    {
        foreach (var book in books.Values.Where(b => b.Type == Type))
            if (values.TryGetValue(book.Key.Name, out var value) && value is string text)
                book.Add(text, id);
    }

    /// <summary>The same row makes the same id each time it is tried.</summary>
    public Guid IdOf(long row) => IdOf($"{RunId:N} {row}");

    /// <summary>The same for a record that a row refers to and that is made on its behalf.</summary>
    public Guid IdOf(string type, string text) => IdOf($"{RunId:N} {type} {text}");

    /// <summary>
    /// The time of the run's own id (version 7) with hashed bits behind it: new rows still land at the end of an index.
    /// </summary>
    private Guid IdOf(string name)
    {
        Span<byte> id = stackalloc byte[16];
        RunId.TryWriteBytes(id, bigEndian: true, out _);
        SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 10).CopyTo(id[6..]);
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}

/// <summary>A field together with where its values come from.</summary>
internal sealed record MappedField(Field Field, FieldPlan Plan);
