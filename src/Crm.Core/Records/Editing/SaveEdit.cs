using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Editing;

/// <summary>A field that two people changed: what both began with, what this person wants, what stands there now. Canonical values.</summary>
public sealed record FieldConflict(Field Field, object? Original, object? Mine, object? Current);

/// <summary>
/// Why nothing was saved: the colliding fields, the version to which they belong, and the other values that would go in without
/// a question.
/// </summary>
public sealed record EditConflict(int Version, IReadOnlyList<FieldConflict> Fields, IReadOnlyDictionary<string, object?> Agreed);

/// <summary>Either the save, with the change set that undoes it, or the conflict that a person must decide.</summary>
public sealed record EditSaved(WriteResult? Saved, EditConflict? Conflict, Guid? ChangeSetId = null);

/// <summary>
/// Saves what a person edited on the version that they saw. When somebody saved in between, fields that only one of the two
/// touched merge by themselves; where both touched the same field, nothing is written and the conflict comes back.
/// </summary>
public sealed class SaveEdit(RecordStore store, RecordReader reader, SchemaSource schemas)
{
    private const int MostRaces = 5;

    /// <param name="original">The values of the edited fields as the person saw them.</param>
    /// <param name="mine">The wanted values.</param>
    /// <param name="into">The act that the save belongs to; without, it is an edit of its own.</param>
    public async Task<Outcome<EditSaved>> RunAsync(
        string typeName, Guid id, int version, IReadOnlyDictionary<string, object?> original, IReadOnlyDictionary<string, object?> mine, CancellationToken ct, WriteBatch? into = null)
    {
        var act = into ?? new WriteBatch(typeName, []);
        for (var attempt = 1; ; attempt++)
        {
            var written = await store.WriteAsync(act with { Writes = [RecordWrite.Update(id, mine, version)] }, ct);
            if (written is { Succeeded: true, Value.Results: [{ Succeeded: true } saved] })
                return new EditSaved(saved, null, written.Value.ChangeSetId);
            var refusals = written.Succeeded ? written.Value.Results[0].Refusals : written.Refusals;
            if (attempt == MostRaces || refusals.All(r => r.Code != "changed-meanwhile"))
                return Outcome<EditSaved>.Refused(refusals);
            var schema = await schemas.GetAsync(ct);
            if (schema.Find(typeName) is not { } type || await reader.FindAsync(typeName, id, ct) is not { } now)
                return new Refusal("record-unknown");
            var conflicts = Conflicts(schema, type, original, mine, now);
            if (conflicts.Count > 0)
            {
                var agreed = mine.Where(m => conflicts.All(c => c.Field.Name != m.Key)).ToDictionary(m => m.Key, m => m.Value);
                return new EditSaved(null, new EditConflict(now.Version, conflicts, agreed));
            }
            version = now.Version;
        }
    }

    /// <summary>The fields that somebody else gave another value than this person wants.</summary>
    private static List<FieldConflict> Conflicts(
        TenantSchema schema, TenantType type, IReadOnlyDictionary<string, object?> original, IReadOnlyDictionary<string, object?> mine, RecordRow now)
    {
        var machine = FieldFormat.Machine(schema.Tenant.Currency);
        string? Text(Field field, object? value) => value switch { null => null, RecordRef reference => reference.Id.ToString(), _ => field.Kind.Format(value, machine) };
        var found = new List<FieldConflict>();
        foreach (var (field, index) in type.Fields.Select((f, i) => (f, i)).Where(f => mine.ContainsKey(f.f.Name)))
        {
            var (before, wanted, present) = (original.GetValueOrDefault(field.Name), mine[field.Name], now.Values[index]);
            if (Text(field, present) != Text(field, before) && Text(field, present) != Text(field, wanted))
                found.Add(new FieldConflict(field, before, wanted, present));
        }
        return found;
    }
}
