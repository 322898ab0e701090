using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records;

/// <summary>One write on its way through the store: the record, its values before, and what was said against it.</summary>
internal sealed class WriteItem(RecordWrite write, Record record, bool isLoaded)
{
    private readonly List<Refusal> refusals = [];
    private readonly Dictionary<string, string?> before = [];

    public RecordWrite Write { get; } = write;

    public Record Record { get; } = record;

    public bool IsLoaded { get; } = isLoaded;

    public bool IsRefused => refusals.Count > 0;

    /// <summary>It comes into a stage that is full, which may be but is noted.</summary>
    public bool ComesOverLimit { get; set; }

    public IReadOnlyList<FieldChange> Differences { get; private set; } = [];

    /// <summary>The fields that the input names, wholly or in part.</summary>
    public IReadOnlySet<string> Touched { get; private set; } = new HashSet<string>();

    /// <summary>What the rules want to be made besides.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Added { get; private set; } = [];

    public bool HasChanges => Write.Kind != WriteKind.Update || Differences.Count > 0;

    public ChangeAction Action => Write.Kind switch
    {
        WriteKind.Create => ChangeAction.Created,
        WriteKind.Update => ChangeAction.Updated,
        WriteKind.Delete => ChangeAction.Deleted,
        _ => ChangeAction.Restored,
    };

    public WriteResult Result => new(Write.Id, Record.Version, refusals) { HasChanges = !IsRefused && HasChanges };

    public static WriteItem Missing(RecordWrite write)
    {
        var item = new WriteItem(write, new Absent(), false);
        item.Refuse(new Refusal("record-unknown"));
        return item;
    }

    public void Refuse(Refusal refusal) => refusals.Add(refusal);

    /// <summary>Puts the input into the record, lets the rules speak and remembers what differs.</summary>
    public void Apply(TenantSchema schema, TenantType type, Actor actor, DateTime now, IEnumerable<IRecordRule> rules)
    {
        if (Write.Kind == WriteKind.Delete)
            (Record.DeletedAt, Record.DeletedById) = (now, actor.MemberId);
        if (Write.Kind == WriteKind.Restore)
            (Record.DeletedAt, Record.DeletedById) = (null, null);
        if (Write.Kind is not (WriteKind.Create or WriteKind.Update))
            return;

        var machine = FieldFormat.Machine(schema.Tenant.Currency);
        string? Text(Field field) => field.Read(Record) is { } value ? field.Kind.Format(value, machine) : null;
        if (IsLoaded)
            foreach (var field in type.Fields.Where(f => !f.IsComputed))
                before[field.Name] = Text(field);

        foreach (var (name, value) in Write.Values)
            Put(type, name, value, machine);
        // Who writes a part writes the whole.
        var touched = Write.Values.Keys.Select(name => type.Find(name)?.Whole?.Name ?? name).ToHashSet();
        Touched = touched;
        var changed = touched.Where(name => type.Find(name) is { } field && before.GetValueOrDefault(name) != Text(field)).ToHashSet();
        var context = new RecordWriteContext(schema, type, actor, now, !IsLoaded, touched, changed);
        foreach (var rule in rules)
            rule.BeforeSave(Record, context);
        refusals.AddRange(context.Refusals);
        foreach (var (name, value) in Write.Kept.Where(k => type[k.Key].Kind is not AutoNumberKind))
            type[name].Write!(Record, value);
        Added = context.Added;

        if (IsLoaded)
            Differences = [.. type.Fields.Where(f => !f.IsComputed)
                .Select(f => new FieldChange(f.Name, before[f.Name], Text(f))).Where(c => c.Before != c.After)];
    }

    /// <summary>Puts in what the product itself gives, after the rules and the checks.</summary>
    public void Put(Field field, object value)
    {
        field.Write!(Record, value);
        if (IsLoaded)
            Differences = [.. Differences, new FieldChange(field.Name, null, field.Kind.Format(value, FieldFormat.Machine("XXX")))];
    }

    /// <summary>Whether the write gives the field another value than it had.</summary>
    public bool Changes(Field field) => !IsLoaded ? field.Read(Record) is not null : Differences.Any(d => d.Field == field.Name);

    /// <summary>Whether a set held the member before: a choice that was taken from the list stays where it was chosen.</summary>
    public bool Had(Field field, string member) =>
        before.GetValueOrDefault(field.Name) is { } text && ValueSet.Parse(text)?.Contains(member) == true;

    public void Stamp(DateTime now, Guid? actorId)
    {
        if (!IsLoaded)
            (Record.CreatedAt, Record.CreatedById) = (now, actorId);
        (Record.ChangedAt, Record.ChangedById) = (now, actorId);
        Follow();
    }

    /// <summary>Counts the save without saying that anybody changed the record.</summary>
    public void Follow() => Record.Version++;

    private void Put(TenantType type, string name, object? value, FieldFormat machine)
    {
        if (type.Find(name) is not { } field)
        {
            Refuse(new Refusal("field-unknown", name, name));
            return;
        }
        if (!field.TakesInput)
        {
            Refuse(new Refusal("field-read-only", name));
            return;
        }
        value = value switch
        {
            SetChange change when field.Kind is SetKind => change.On((ValueSet?)field.Read(Record)),
            SetSwap swap when field.Kind is SetKind => swap.On((ValueSet?)field.Read(Record)),
            RecordRef reference => reference.Id,
            RecordRefs references => references.Count == 0 ? null : references.Ids,
            _ => value,
        };
        if (value is string or Address && !StorableText.Is(value is Address address ? address.Stored : (string)value))
        {
            Refuse(new Refusal("text-control-characters", name));
            return;
        }
        if (value is "")
            value = null;
        // A value fits when its kind reads what it writes of it; that gives its canonical form too. Undo relies on it.
        object? canonical = null;
        if (value is not null && (value.GetType() != field.Kind.ValueType || !field.Kind.TryParse(field.Kind.Format(value, machine), machine, out canonical)))
        {
            Refuse(new Refusal("value-unreadable", name, value));
            return;
        }
        value = canonical is "" ? null : canonical;
        if (value is string fits && field.MaxLength is { } max && fits.Length > max)
            Refuse(new Refusal("text-too-long", name, max, fits.Length));
        foreach (var part in field.Parts)
            if ((value as Address)?[part.Part!] is { } text && text.Length > part.MaxLength)
                Refuse(new Refusal("text-too-long", name, part.MaxLength, text.Length));
        field.Write!(Record, value);
    }

    private sealed class Absent : Record;
}
