using Crm.Core.Records.Changes;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Core.Records.Importing.Running;

/// <summary>Makes the records that rows refer to and that are not there yet, each once, under their bare name.</summary>
internal sealed class MakeReferences(ImportContext import, RecordStore store, Guid changeSetId)
{
    public async Task RunAsync(IReadOnlyList<PlannedRow> rows, CancellationToken ct)
    {
        var wanted = rows.Where(r => !r.IsRefused).SelectMany(r => r.Missing).Where(m => import.Book(m.Field) is not null).ToList();
        foreach (var group in wanted.GroupBy(m => import.Book(m.Field)!))
            await MakeAsync(group.Key, [.. group.Select(m => m.Text).Where(t => group.Key.Find(t).Id is null).Distinct(StringComparer.OrdinalIgnoreCase)], ct);
        foreach (var row in rows)
            foreach (var (field, text) in row.Missing)
                if (import.Book(field)?.Find(text).Id is { } made)
                    row.Values[field.Field.Name] = field.Field.Kind is ReferencesKind
                        ? ReferencesKind.Of([.. ReferencesKind.Ids(row.Values.GetValueOrDefault(field.Field.Name) as ValueSet), made])
                        : made;
                else
                    row.Refusals.Add(new Refusal(ImportRefusal.ReferenceNotMade, field.Field.Name, text));
    }

    private async Task MakeAsync(KeyBook book, IReadOnlyList<string> texts, CancellationToken ct)
    {
        if (texts.Count == 0)
            return;
        var writes = texts.Select(t => new RecordWrite(WriteKind.Create, import.IdOf(book.Type.Name, t), new Dictionary<string, object?>
        {
            [book.Key.Name] = t,
            [book.Type.TitleField.Name] = t,
        })).ToList();
        var outcome = await store.WriteAsync(
            new WriteBatch(book.Type.Name, writes) { Cause = ChangeCause.Import, CauseId = import.RunId, ChangeSetId = changeSetId, SkipRefused = true }, ct);
        if (!outcome.Succeeded)
            return;
        foreach (var (text, result) in texts.Zip(outcome.Value.Results))
            if (result.Succeeded)
                book.Add(text, result.Id);
    }
}
