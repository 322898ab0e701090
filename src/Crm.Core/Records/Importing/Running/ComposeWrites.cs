using Crm.Core.Data;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Kinds;
using Crm.Core.Shared;

namespace Crm.Core.Records.Importing.Running;

/// <summary>
/// Turns a batch of rows into writes for the store, with one look into the database for each reference field and none for
/// each row.
/// </summary>
/// <param name="titlesInFile">
/// Titles of all rows of the file where rows refer to one another: such a reference is left for the second pass.
/// </param>
internal sealed class ComposeWrites(ImportContext import, ICrmDbFactory dbs, IReadOnlySet<string> titlesInFile)
{
    private readonly CellText cells = new(import.Plan);

    /// <summary>The text by which a row finds its record; two rows with the same must not be in one batch.</summary>
    public string? MatchTextOf(CsvRow row) =>
        import.Plan.MatchBy is { } by && import.Plan.Find(by) is { } plan ? cells.Of(plan, row) : null;

    /// <param name="makeMissing">Makes the records that rows refer to and that are not there; null in a dry run.</param>
    public async Task<IReadOnlyList<PlannedRow>> RunAsync(
        IReadOnlyList<CsvRow> rows, Func<IReadOnlyList<PlannedRow>, Task>? makeMissing, CancellationToken ct)
    {
        var planned = rows.Select(r => new PlannedRow(r)).ToList();
        foreach (var row in planned)
        {
            Shape(row);
            row.MatchText = MatchTextOf(row.Row);
        }
        await LookUpAsync(planned, ct);
        foreach (var row in planned)
            foreach (var mapped in import.Fields)
                if (cells.Of(mapped.Plan, row.Row) is { } text)
                    Value(row, mapped, text);
        if (makeMissing is not null)
            await makeMissing(planned);
        foreach (var row in planned)
            Write(row);
        return planned;
    }

    /// <summary>The second pass: only the reference to other rows, now that all of them are there.</summary>
    public async Task<IReadOnlyList<PlannedRow>> LinkAsync(IReadOnlyList<CsvRow> rows, Func<CsvRow, bool> wasTaken, CancellationToken ct)
    {
        var self = import.SelfReference!;
        var planned = rows.Where(wasTaken).Where(r => cells.Of(self.Plan, r) is { } text && titlesInFile.Contains(text)).Select(r => new PlannedRow(r)).ToList();
        foreach (var row in planned)
            row.MatchText = MatchTextOf(row.Row);
        await LookUpAsync(planned, ct);
        foreach (var row in planned)
        {
            Match(row);
            var text = cells.Of(self.Plan, row.Row)!;
            var found = import.Book(self)!.Find(text);
            if (found.IsAmbiguous)
                row.Refusals.Add(new Refusal(ImportRefusal.Ambiguous, self.Field.Name, text));
            else if (found.Id is null)
                row.Refusals.Add(new Refusal(ImportRefusal.UnknownReference, self.Field.Name, text));
            else
                row.Write = RecordWrite.Update(row.Existing ?? import.IdOf(row.Row.Number), new Dictionary<string, object?> { [self.Field.Name] = found.Id });
        }
        return planned;
    }

    private static void Shape(PlannedRow row)
    {
        foreach (var problem in row.Row.Problems)
            if (problem.Fault == RowFault.TooManyCells)
                row.Refusals.Add(new Refusal(ImportRefusal.RowMisshapen, null, problem.Found, problem.Expected));
            else if (problem.Fault is RowFault.UnterminatedQuote or RowFault.BrokenCharacters or RowFault.CellTooLong or RowFault.RowTooLong)
                row.Refusals.Add(new Refusal(ImportRefusal.RowBroken));
    }

    private async Task LookUpAsync(IReadOnlyList<PlannedRow> rows, CancellationToken ct)
    {
        await using var db = dbs.Open();
        foreach (var mapped in import.Fields)
            if (import.Book(mapped) is { } book)
                await book.EnsureAsync(db, import.Actor, rows.Select(r => cells.Of(mapped.Plan, r.Row)).OfType<string>().SelectMany(t => Named(mapped.Field, t)).Distinct(), ct);
        if (import.MatchBook is { } matches)
            await matches.EnsureAsync(db, import.Actor, rows.Select(r => r.MatchText).OfType<string>().Distinct(), ct);
    }

    private void Value(PlannedRow row, MappedField mapped, string text)
    {
        var field = mapped.Field;
        if (field.Kind is ReferencesKind)
            References(row, mapped, text);
        else if (field.Target is not null)
            Reference(row, mapped, text);
        else if (field.Kind is StageKind)
            Found(row, mapped, text, ImportRefusal.UnknownStage, StageOf(text));
        else if (field.Kind is ChoiceKind)
            Found(row, mapped, text, ImportRefusal.UnknownChoice, ChoiceOf(field, text));
        else if (field.Kind is ChoicesKind)
            Choices(row, mapped, SetKind.Split(text));
        else if (ReadValue.Of(field, mapped.Plan, text, import.Machine) is var read && read.Succeeded)
            row.Values[field.Name] = read.Value;
        else
            row.Refusals.AddRange(read.Refusals);
    }

    private static void Choices(PlannedRow row, MappedField mapped, string[] texts)
    {
        var chosen = texts.Select(t => (Text: t, Choice: ChoiceOf(mapped.Field, t))).ToList();
        if (mapped.Plan.WhenUnknown == UnknownValue.Create)
            row.Missing.AddRange(chosen.Where(c => c.Choice is null).Select(c => (mapped, c.Text)));
        else if (mapped.Plan.WhenUnknown != UnknownValue.LeaveEmpty)
            row.Refusals.AddRange(chosen.Where(c => c.Choice is null).Select(c => new Refusal(ImportRefusal.UnknownChoice, mapped.Field.Name, c.Text)));
        row.Values[mapped.Field.Name] = ValueSet.Of(chosen.Select(c => c.Choice).OfType<string>());
    }

    private void Reference(PlannedRow row, MappedField mapped, string text)
    {
        var found = import.Book(mapped)?.Find(text) ?? KeyMatch.None;
        if (found.IsAmbiguous)
            row.Refusals.Add(new Refusal(ImportRefusal.Ambiguous, mapped.Field.Name, text));
        else if (found.Id is null && mapped == import.SelfReference && titlesInFile.Contains(text))
            return;
        else
            Found(row, mapped, text, ImportRefusal.UnknownReference, found.Id);
    }

    /// <summary>A cell that is one name as a whole names one record, be there a comma in it.</summary>
    private void References(PlannedRow row, MappedField mapped, string text)
    {
        var book = import.Book(mapped);
        var ids = new List<Guid>();
        foreach (var name in book?.Find(text).Id is null ? SetKind.Split(text) : [text])
        {
            var found = book?.Find(name) ?? KeyMatch.None;
            if (found.IsAmbiguous)
                row.Refusals.Add(new Refusal(ImportRefusal.Ambiguous, mapped.Field.Name, name));
            else if (found.Id is { } id)
                ids.Add(id);
            else if (mapped.Plan.WhenUnknown == UnknownValue.Create)
                row.Missing.Add((mapped, name));
            else if (mapped.Plan.WhenUnknown != UnknownValue.LeaveEmpty)
                row.Refusals.Add(new Refusal(ImportRefusal.UnknownReference, mapped.Field.Name, name));
        }
        row.Values[mapped.Field.Name] = ReferencesKind.Of(ids);
    }

    private static IEnumerable<string> Named(Field field, string text) => field.Kind is ReferencesKind ? [text, .. SetKind.Split(text)] : [text];

    private static void Found(PlannedRow row, MappedField mapped, string text, string unknown, object? value)
    {
        if (value is not null)
            row.Values[mapped.Field.Name] = value;
        else if (mapped.Plan.WhenUnknown == UnknownValue.Create && mapped.Field.Kind is not StageKind)
            row.Missing.Add((mapped, text));
        else if (mapped.Plan.WhenUnknown != UnknownValue.LeaveEmpty)
            row.Refusals.Add(new Refusal(unknown, mapped.Field.Name, text));
    }

    private object? StageOf(string text) => import.Schema.PipelinesOf(import.Type.Name).SelectMany(p => p.Stages)
        .FirstOrDefault(s => string.Equals(s.Name, text, StringComparison.OrdinalIgnoreCase))?.Id;

    internal static string? ChoiceOf(Field field, string text) =>
        (field.Choices.FirstOrDefault(c => c.Value == text)
        ?? field.Choices.FirstOrDefault(c => string.Equals(c.Value, text, StringComparison.OrdinalIgnoreCase))
        ?? field.Choices.FirstOrDefault(c => string.Equals(c.Shown, text, StringComparison.OrdinalIgnoreCase)))?.Value;

    private void Match(PlannedRow row)
    {
        if (row.MatchText is not { } text || import.MatchBook is not { } book)
            return;
        var found = book.Find(text);
        if (found.IsAmbiguous)
            row.Refusals.Add(new Refusal(ImportRefusal.Ambiguous, import.Plan.MatchBy, text));
        row.Existing = found.Id;
    }

    private void Write(PlannedRow row)
    {
        Match(row);
        var known = row.Existing is not null;
        if (import.Plan is { MatchBy: { } by, Mode: var mode } && !row.IsRefused)
        {
            if (mode == MatchMode.CreateOnly && known)
                row.Refusals.Add(new Refusal(ImportRefusal.KnownAlready, by, row.MatchText!));
            if (mode == MatchMode.UpdateOnly && !known)
                row.Refusals.Add(row.MatchText is { } text ? new Refusal(ImportRefusal.NotKnown, by, text) : new Refusal(ImportRefusal.MatchEmpty, by));
        }
        if (!row.IsRefused)
            row.Write = new RecordWrite(known ? WriteKind.Update : WriteKind.Create, row.Existing ?? import.IdOf(row.Row.Number), row.Values);
    }
}
