using Crm.Core.Data;
using Crm.Core.Files;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Importing;

/// <summary>Removes imports that were drafted and never started, with the files that they brought. Safe to repeat.</summary>
public sealed class ForgetDrafts(ICrmDbFactory dbs, IFileStore files, TimeProvider clock)
{
    public const int DaysKept = 7;
    private const int BatchSize = 100;

    /// <returns>How many drafts are gone.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-DaysKept);
        var gone = 0;
        while (true)
        {
            await using var db = dbs.Open();
            var old = await db.Set<ImportRun>().AsNoTracking().Where(r => r.State == ImportState.Draft && r.CreatedAt < before)
                .OrderBy(r => r.CreatedAt).Take(BatchSize).Select(r => new { r.Id, r.StoredFile }).ToListAsync(ct);
            if (old.Count == 0)
                return gone;
            // The file first: a row without its file is removed the next time, a file without its row never.
            foreach (var draft in old)
                await files.DeleteAsync(draft.StoredFile, ct);
            var ids = old.Select(o => o.Id).ToArray();
            gone += await db.Set<ImportRun>().Where(r => ids.Contains(r.Id) && r.State == ImportState.Draft).ExecuteDeleteAsync(ct);
        }
    }
}
