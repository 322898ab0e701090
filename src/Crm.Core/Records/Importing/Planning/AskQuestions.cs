using Crm.Core.Data;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Importing.Running;
using Crm.Core.Records.Kinds;

namespace Crm.Core.Records.Importing.Planning;

/// <summary>Finds what a plan leaves open, and puts answers that are all but certain into it.</summary>
internal sealed class AskQuestions(ImportContext import, CsvProfile profile)
{
    private readonly List<ImportQuestion> questions = [];
    private ImportPlan plan = import.Plan;

    public async Task<(ImportPlan Plan, IReadOnlyList<ImportQuestion> Questions)> RunAsync(ICrmDb db, CancellationToken ct)
    {
        var title = import.Type.TitleField;
        if (plan.Find(title.Name) is not { Columns.Count: 1 })
            questions.Add(new ImportQuestion(QuestionKind.NoTitle, title.Name));
        foreach (var mapped in import.Fields.Where(f => f.Plan.Columns.Count == 1 && f.Plan.Columns[0] < profile.Columns.Count))
        {
            var column = profile.Columns[mapped.Plan.Columns[0]];
            if (mapped.Field.Kind is DateKind or Kinds.DateTimeKind && column.HasAmbiguousDates)
                questions.Add(new ImportQuestion(QuestionKind.DateOrder, mapped.Field.Name, Some(column.Values)) { Orders = column.DateOrders });
            if (mapped.Field.Kind is NumberKind or MoneyKind && column.HasAmbiguousNumbers)
                questions.Add(new ImportQuestion(QuestionKind.DecimalMark, mapped.Field.Name, Some(column.Values)));
            if (mapped.Field.IsRequired && column.Empty > 0 && mapped.Plan.Default is null)
                questions.Add(new ImportQuestion(QuestionKind.EmptyRequired, mapped.Field.Name, [new ValueCount("", column.Empty)]));
            if (mapped.Field is { Target: not null, Kind: ReferenceKind })
                await ReferencesAsync(mapped, column, db, ct);
            else if (mapped.Field.Kind is ChoiceKind)
                Listed(mapped, column, [.. mapped.Field.Choices.Select(c => c.Value)], t => ComposeWrites.ChoiceOf(mapped.Field, t) is not null, QuestionKind.UnknownChoices);
            else if (mapped.Field.Kind is StageKind)
                Listed(mapped, column, StageNames(), t => StageNames().Contains(t, StringComparer.OrdinalIgnoreCase), QuestionKind.UnknownStages);
        }
        return (plan, questions);
    }

    private async Task ReferencesAsync(MappedField mapped, ColumnProfile column, ICrmDb db, CancellationToken ct)
    {
        if (import.Book(mapped) is not { } book)
            return;
        await book.EnsureAsync(db, import.Actor, column.Values.Select(v => v.Value), ct);
        // A parent that stands in the file itself needs no answer.
        var own = mapped.Field.Target == import.Type.Name && plan.Find(book.Key.Name) is { Columns: [var titles] }
            ? profile.Columns[titles].Values.Select(v => v.Value).ToHashSet() : [];
        Listed(mapped, column, [.. book.Texts], t => book.Find(t) is { Id: not null } or { IsAmbiguous: true } || own.Contains(t), QuestionKind.UnknownReferences);
    }

    private void Listed(MappedField mapped, ColumnProfile column, IReadOnlyList<string> known, Func<string, bool> isKnown, QuestionKind kind)
    {
        var unknown = column.Values.Where(v => !isKnown(v.Value) && !mapped.Plan.Translations.ContainsKey(v.Value)).ToList();
        var spellings = new Spellings([.. known, .. unknown.Select(u => u.Value)]);
        var open = new List<ValueCount>();
        foreach (var text in unknown)
        {
            if (spellings.SameAs(text.Value) is { } same)
            {
                Translate(mapped, text.Value, same);
                questions.Add(new ImportQuestion(QuestionKind.NearSpelling, mapped.Field.Name, [text], same));
            }
            else
            {
                open.Add(text);
            }
        }
        foreach (var (text, answer) in mapped.Plan.Translations)
            if (column.Values.FirstOrDefault(v => v.Value == text) is { Value: not null } counted)
                questions.Add(new ImportQuestion(QuestionKind.NearSpelling, mapped.Field.Name, [counted], answer));
        if (open.Count > 0)
            questions.Add(new ImportQuestion(kind, mapped.Field.Name, open, open.Count == 1 ? spellings.Near(open[0].Value, known) : null) { More = column.MoreValues });
    }

    private void Translate(MappedField mapped, string text, string meant)
    {
        var present = plan.Find(mapped.Field.Name)!;
        plan = plan.With(mapped.Field.Name, present with { Translations = new Dictionary<string, string>(present.Translations) { [text] = meant } });
    }

    private List<string> StageNames() => [.. import.Schema.PipelinesOf(import.Type.Name).SelectMany(p => p.Stages).Select(s => s.Name)];

    private static IReadOnlyList<ValueCount> Some(IReadOnlyList<ValueCount> values) => [.. values.Take(5)];
}
