using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Importing;

/// <summary>The imports that the acting person may see: those of types into which they may import.</summary>
public sealed class ImportRuns(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors)
{
    public async Task<ImportRun?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await db.Set<ImportRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is { } run
            && (await TypesAsync(ct)).Contains(run.RecordType) ? run : null;
    }

    /// <summary>The latest imports with the names of those who started them; drafts are left out.</summary>
    public async Task<IReadOnlyList<(ImportRun Run, string By)>> LatestAsync(int most, CancellationToken ct)
    {
        var types = await TypesAsync(ct);
        await using var db = dbs.Open();
        var runs = await db.Set<ImportRun>().AsNoTracking().Where(r => r.State != ImportState.Draft && types.Contains(r.RecordType))
            .OrderByDescending(r => r.CreatedAt).Take(most).ToListAsync(ct);
        var people = runs.Select(r => r.CreatedById).Distinct().ToArray();
        var names = await db.Set<Member>().AsNoTracking().IgnoreQueryFilters(["SoftDelete"]).Where(m => people.Contains(m.Id))
            .ToDictionaryAsync(m => m.Id, m => m.Name, ct);
        return [.. runs.Select(r => (r, names.GetValueOrDefault(r.CreatedById, "")))];
    }

    /// <summary>Refused rows in the order of the file; row 0 stands for the import as a whole.</summary>
    public async Task<IReadOnlyList<ImportProblem>> ProblemsAsync(Guid runId, int afterRow, int most, CancellationToken ct)
    {
        if (await FindAsync(runId, ct) is null)
            return [];
        await using var db = dbs.Open();
        return await db.Set<ImportProblem>().AsNoTracking().Where(p => p.ImportRunId == runId && p.Row > afterRow)
            .OrderBy(p => p.Row).Take(most).ToListAsync(ct);
    }

    private async Task<string[]> TypesAsync(CancellationToken ct)
    {
        var (schema, actor) = (await schemas.GetAsync(ct), await actors.GetAsync(ct));
        return [.. schema.Types.Where(t => actor.May(t.Type, RecordAction.Import) && actor.May(t.Type, RecordAction.View)).Select(t => t.Name)];
    }
}
