using Crm.Core.Data;
using Crm.Core.Files;
using Crm.Core.Records.Access;
using Crm.Core.Records.Importing.Planning;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Importing.Running;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Importing;

/// <summary>A file that was looked at: what it holds, which plan is proposed, and what only a person can answer.</summary>
public sealed record PreparedImport(
    CsvFormat Format, EncodingGuess Encoding, CsvProfile Profile, IReadOnlyList<IReadOnlyList<string>> FirstRows,
    ImportPlan Plan, IReadOnlyList<ImportQuestion> Questions);

/// <summary>Looks at an uploaded file and proposes how to import it.</summary>
public sealed class PrepareImport(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, IFileStore files)
{
    /// <summary>How many rows are looked at before the dry run; a longer file is judged by these.</summary>
    public const int MostRows = 100_000;
    private const int ShownRows = 20;

    /// <param name="labels">What people call each field on screen, in every language.</param>
    /// <param name="chosen">How the person wants the file read; null leaves it to the inspection.</param>
    public async Task<Outcome<PreparedImport>> RunAsync(
        ImportRun run, IReadOnlyDictionary<string, IReadOnlyList<string>> labels, CsvFormat? chosen, CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        if (schema.Find(run.RecordType) is not { } type || !actor.May(type.Type, RecordAction.View))
            return new Refusal("type-unknown", null, run.RecordType);
        if (!actor.May(type.Type, RecordAction.Import))
            return new Refusal("not-permitted");

        var inspection = await ReadAsync(run, stream => InspectCsv.RunAsync(stream, chosen is null ? null : FileEncoding.Find(chosen.Encoding), ct), ct);
        if (!inspection.Succeeded)
            return Outcome<PreparedImport>.Refused(inspection.Refusals);
        var format = chosen ?? inspection.Value.Format;
        var profile = await ReadAsync(run, async stream => await OpenCsv.RunAsync(stream, format, ct) is var rows && rows.Succeeded
            ? Outcome<CsvProfile>.Done(await ProfileCsv.RunAsync(rows.Value, MostRows, ct))
            : Outcome<CsvProfile>.Refused(rows.Refusals), ct);
        if (!profile.Succeeded)
            return Outcome<PreparedImport>.Refused(profile.Refusals);
        var first = await ReadAsync(run, stream => FirstAsync(stream, format, ct), ct);

        var plan = SuggestPlan.For(type, schema, actor, profile.Value, format, labels);
        var (answered, questions) = await QuestionsAsync(run, plan, profile.Value, schema, actor, ct);
        return new PreparedImport(format, inspection.Value.Encoding, profile.Value, first.Value, answered, questions);
    }

    /// <summary>The open questions of a plan that the person has changed, with the proposed answers put into it.</summary>
    public async Task<(ImportPlan Plan, IReadOnlyList<ImportQuestion> Questions)> AskAsync(ImportRun run, ImportPlan plan, CsvProfile profile, CancellationToken ct) =>
        await QuestionsAsync(run, plan, profile, await schemas.GetAsync(ct), await actors.GetAsync(ct), ct);

    private async Task<(ImportPlan, IReadOnlyList<ImportQuestion>)> QuestionsAsync(
        ImportRun run, ImportPlan plan, CsvProfile profile, TenantSchema schema, Actor actor, CancellationToken ct)
    {
        var context = ImportContext.Of(run.Id, run.RecordType, plan, schema, actor);
        if (!context.Succeeded)
            return (plan, [new ImportQuestion(QuestionKind.NoTitle, schema[run.RecordType].TitleField.Name)]);
        await using var db = dbs.Open();
        return await new AskQuestions(context.Value, profile).RunAsync(db, ct);
    }

    private async Task<Outcome<T>> ReadAsync<T>(ImportRun run, Func<Stream, Task<Outcome<T>>> read, CancellationToken ct)
    {
        await using var stream = await files.OpenAsync(run.StoredFile, ct);
        return stream is null ? new Refusal(ImportRefusal.FileGone) : await read(stream);
    }

    private static async Task<Outcome<IReadOnlyList<IReadOnlyList<string>>>> FirstAsync(Stream stream, CsvFormat format, CancellationToken ct)
    {
        var found = new List<IReadOnlyList<string>>();
        await foreach (var row in (await OpenCsv.RunAsync(stream, format, ct)).Value.ReadAsync(ct: ct))
        {
            found.Add(row.Cells);
            if (found.Count == ShownRows)
                break;
        }
        return Outcome<IReadOnlyList<IReadOnlyList<string>>>.Done(found);
    }
}
