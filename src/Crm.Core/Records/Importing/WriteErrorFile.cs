using System.Text;
using Crm.Core.Files;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Shared;

namespace Crm.Core.Records.Importing;

/// <summary>
/// Writes the refused rows as a CSV file: the cells as they stood, and why. It opens in a spreadsheet, so no cell may begin
/// like a formula.
/// </summary>
public sealed class WriteErrorFile(ImportRuns runs, IFileStore files, RefusalText sentences)
{
    private const int PageSize = 1000;

    /// <param name="reasonHeader">The name of the last column, in the reader's language.</param>
    /// <param name="labelOf">The name of a field, in the reader's language.</param>
    /// <returns>False when there is no such import for this person.</returns>
    public async Task<bool> RunAsync(Guid runId, Stream to, string reasonHeader, Func<string, string> labelOf, CancellationToken ct)
    {
        if (await runs.FindAsync(runId, ct) is not { } run)
            return false;
        await using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync(Line([.. await HeadersAsync(run, ct), reasonHeader]).AsMemory(), ct);
        var after = 0;
        while (await runs.ProblemsAsync(runId, after, PageSize, ct) is { Count: > 0 } page)
        {
            foreach (var problem in page)
                await text.WriteLineAsync(Line([.. problem.Cells, string.Join("; ", problem.Refusals.Select(r => Sentence(r, labelOf)))]).AsMemory(), ct);
            after = page[^1].Row;
        }
        return true;
    }

    private string Sentence(ImportRowRefusal refusal, Func<string, string> labelOf)
    {
        var sentence = sentences.Of(refusal.Code, [.. refusal.Args]);
        return refusal.Field is null ? sentence : $"{labelOf(refusal.Field)}: {sentence}";
    }

    private async Task<IReadOnlyList<string>> HeadersAsync(ImportRun run, CancellationToken ct)
    {
        await using var content = await files.OpenAsync(run.StoredFile, ct);
        if (content is null)
            return [];
        var rows = await OpenCsv.RunAsync(content, ImportPlan.FromJson(run.PlanJson).Format, ct);
        return rows.Succeeded ? rows.Value.Headers : [];
    }

    internal static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(string text)
    {
        var harmless = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return harmless.AsSpan().ContainsAny("\",\r\n") ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }
}
