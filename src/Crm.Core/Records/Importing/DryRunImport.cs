using Crm.Core.Data;
using Crm.Core.Files;
using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Importing.Running;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Importing;

/// <summary>A value that names something that is not there, and in how many rows.</summary>
public sealed record UnknownText(string Field, string Text, int Rows, UnknownValue WhenUnknown);

/// <summary>A row that would be refused, with its cells and the reasons by field.</summary>
public sealed record RefusedRow(long Row, long Line, IReadOnlyList<string> Cells, IReadOnlyList<Refusal> Refusals);

/// <summary>What an import would do. Lists are cut to a showable length; counts are of the whole file.</summary>
public sealed record DryRun(
    int Rows, int Created, int Updated, int Unchanged, int Refused,
    IReadOnlyList<RefusedRow> RefusedRows, IReadOnlyList<UnknownText> Unknown, Refusal? Problem);

/// <summary>Goes through the whole file as the import would, with every check of the store, and writes nothing.</summary>
public sealed class DryRunImport(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, RecordStore store, IFileStore files)
{
    public const int MostRefusedRows = 200;
    private const int MostUnknown = 500;

    /// <param name="progress">Called after each batch with the number of rows looked at.</param>
    public async Task<Outcome<DryRun>> RunAsync(ImportRun run, ImportPlan plan, Func<int, Task>? progress, CancellationToken ct)
    {
        var context = ImportContext.Of(run.Id, run.RecordType, plan, await schemas.GetAsync(ct), await actors.GetAsync(ct));
        if (!context.Succeeded)
            return Outcome<DryRun>.Refused(context.Refusals);
        SurveyFile survey;
        await using (var content = await files.OpenAsync(run.StoredFile, ct))
        {
            if (content is null)
                return new Refusal(ImportRefusal.FileGone);
            var rows = await OpenCsv.RunAsync(content, plan.Format, ct);
            if (!rows.Succeeded)
                return Outcome<DryRun>.Refused(rows.Refusals);
            survey = await SurveyFile.OfAsync(context.Value, rows.Value, ct);
        }
        await using var again = (await files.OpenAsync(run.StoredFile, ct))!;
        return await new Rehearsal(context.Value, store, new ComposeWrites(context.Value, dbs, survey.Titles))
            .RunAsync((await OpenCsv.RunAsync(again, plan.Format, ct)).Value, survey, progress, ct);
    }

    private sealed class Rehearsal(ImportContext import, RecordStore store, ComposeWrites compose)
    {
        private readonly List<RefusedRow> refusedRows = [];
        private readonly Dictionary<(string Field, string Text), UnknownText> unknown = [];
        private readonly Dictionary<string, HashSet<string>> claimed = import.Fields
            .Where(f => f.Field.IsUnique).ToDictionary(f => f.Field.Name, _ => new HashSet<string>(StringComparer.Ordinal));
        private readonly HashSet<string> made = new(StringComparer.OrdinalIgnoreCase);
        private int created, updated, unchanged, refused;

        public async Task<DryRun> RunAsync(CsvRows rows, SurveyFile survey, Func<int, Task>? progress, CancellationToken ct)
        {
            await foreach (var batch in RowBatches.OfAsync(rows, 0, RunImport.BatchSize, _ => null, ct))
            {
                var planned = await compose.RunAsync(batch.Rows, null, ct);
                var accepted = planned.Where(r => r.Write is not null).ToList();
                var outcome = await store.WriteAsync(
                    new WriteBatch(import.Type.Name, [.. accepted.Select(r => r.Write!)]) { DryRun = true, SkipRefused = true, Cause = ChangeCause.Import }, ct);
                if (!outcome.Succeeded)
                    return Result(survey, outcome.Refusals[0]);
                var results = accepted.Zip(outcome.Value.Results).ToDictionary(p => p.First, p => p.Second);
                foreach (var row in planned)
                    Count(row, results.GetValueOrDefault(row));
                if (progress is not null)
                    await progress((int)batch.UpTo);
            }
            return Result(survey, ChoicesProblem(survey));
        }

        private void Count(PlannedRow row, WriteResult? result)
        {
            foreach (var (field, text) in row.Missing)
                unknown[(field.Field.Name, text)] = unknown.TryGetValue((field.Field.Name, text), out var seen)
                    ? seen with { Rows = seen.Rows + 1 }
                    : new UnknownText(field.Field.Name, text, 1, field.Plan.WhenUnknown);
            // A value that is going to be made is as good as there.
            var refusals = row.Refusals.Concat(result?.Refusals.Where(r => r.Code != "required" || row.Missing.All(m => m.Field.Field.Name != r.Field)) ?? []).ToList();
            var twin = row.Existing is null && row.MatchText is { } key && made.Contains(key);
            if (!twin)
                refusals.AddRange(Taken(row));
            else if (import.Plan.Mode == MatchMode.CreateOnly)
                refusals.Add(new Refusal(ImportRefusal.KnownAlready, import.Plan.MatchBy, row.MatchText!));
            if (refusals.Count > 0)
                Refuse(row, refusals);
            else if (row.Existing is null && !twin)
                Created(row);
            else if (twin || result!.HasChanges || row.Missing.Count > 0)
                updated++;
            else
                unchanged++;
        }

        private void Created(PlannedRow row)
        {
            created++;
            if (row.MatchText is { } key)
                made.Add(key);
        }

        private void Refuse(PlannedRow row, IReadOnlyList<Refusal> refusals)
        {
            refused++;
            if (refusedRows.Count < MostRefusedRows)
                refusedRows.Add(new RefusedRow(row.Row.Number, row.Row.Line, row.Row.Cells, refusals));
        }

        /// <summary>The store sees twins within a batch only; the file is longer.</summary>
        private List<Refusal> Taken(PlannedRow row) => [.. claimed
            .Where(c => row.Values.TryGetValue(c.Key, out var value) && value is string text && !c.Value.Add(text) && !row.IsRefused)
            .Select(c => new Refusal("taken", c.Key, row.Values[c.Key]!))];

        private Refusal? ChoicesProblem(SurveyFile survey)
        {
            if (survey.NewChoices.Count == 0)
                return null;
            var (field, values) = survey.NewChoices.First();
            return !import.Actor.Has(AdminRight.Customize) ? new Refusal(ImportRefusal.ChoicesNeedCustomize, field, string.Join(", ", values.Take(5)))
                : survey.NewChoices.FirstOrDefault(n => n.Value.Count > AddChoices.Most) is { Key: { } crowded } ? new Refusal(ImportRefusal.TooManyChoices, crowded, AddChoices.Most)
                : null;
        }

        private DryRun Result(SurveyFile survey, Refusal? problem) => new(
            survey.Rows, created, updated, unchanged, refused, refusedRows,
            [.. unknown.Values.OrderBy(u => u.Field).ThenByDescending(u => u.Rows).Take(MostUnknown)], problem);
    }
}
