using Crm.Core.Data;
using Crm.Core.Jobs;
using Crm.Core.Records;
using Crm.Core.Records.Importing;
using Crm.Core.Records.Importing.Planning;
using Crm.Core.Records.Kinds;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records.Importing;

/// <summary>Somebody of a company who imports files, and the worker that carries it out.</summary>
internal sealed class ImportDesk(Company company, Guid? memberId = null)
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly Dictionary<string, IReadOnlyList<string>> NoLabels = [];

    public static string PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "data", file);
    }

    /// <summary>The cells of a plain file without quotes, header left out.</summary>
    public static IReadOnlyList<string[]> Rows(string file) => [.. File.ReadLines(PathOf(file)).Skip(1).Select(l => l.Split(','))];

    public Task<T> DoAsync<T>(Func<IServiceProvider, Task<T>> act) => company.DoAsync(act, memberId);

    public async Task<ImportRun> UploadAsync(string type, string file)
    {
        await using var content = File.OpenRead(PathOf(file));
        return (await DoAsync(s => s.GetRequiredService<UploadImport>().RunAsync(type, Path.GetFileName(file), content, Ct))).Value;
    }

    public async Task<ImportRun> UploadTextAsync(string type, string text)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return (await DoAsync(s => s.GetRequiredService<UploadImport>().RunAsync(type, "rows.csv", content, Ct))).Value;
    }

    public async Task<PreparedImport> PrepareAsync(ImportRun run) =>
        (await DoAsync(s => s.GetRequiredService<PrepareImport>().RunAsync(run, NoLabels, null, Ct))).Value;

    public async Task<DryRun> TryAsync(ImportRun run, ImportPlan plan) =>
        (await DoAsync(s => s.GetRequiredService<DryRunImport>().RunAsync(run, plan, null, Ct))).Value;

    public async Task StartAsync(ImportRun run, ImportPlan plan) =>
        Assert.Empty((await DoAsync(s => s.GetRequiredService<StartImport>().RunAsync(run.Id, plan, Ct))).Refusals);

    /// <summary>Does the waiting work of the import as the drain would, and says how it ended.</summary>
    public async Task<ImportRun> WorkAsync(ImportRun run, CancellationToken ct = default)
    {
        var platforms = company.Database.Services.GetRequiredService<IPlatformDbFactory>();
        WorkItem item;
        await using (var platform = platforms.Open())
        {
            item = await platform.Set<WorkItem>().FirstAsync(w => w.TargetId == run.Id && w.DoneAt == null, Ct);
            item.Fence++;
            await platform.SaveChangesAsync(Ct);
        }
        await using (var scope = company.As(memberId))
            await scope.ServiceProvider.GetServices<IWorkHandler>().Single(h => h.Kind == item.Kind)
                .RunAsync(new WorkContext(platforms, item.Id, item.TenantId, item.TargetId, item.Fence, ct));
        await using (var platform = platforms.Open())
            await platform.Set<WorkItem>().Where(w => w.Id == item.Id).ExecuteUpdateAsync(w => w.SetProperty(x => x.DoneAt, item.CreatedAt), Ct);
        return await FindAsync(run.Id);
    }

    public async Task<ImportRun> FindAsync(Guid id) => (await DoAsync(s => s.GetRequiredService<ImportRuns>().FindAsync(id, Ct)))!;

    /// <summary>Uploads, takes the proposed plan with changes, and imports.</summary>
    public async Task<ImportRun> ImportAsync(string type, string file, Func<ImportPlan, ImportPlan>? change = null)
    {
        var run = await UploadAsync(type, file);
        var plan = (await PrepareAsync(run)).Plan;
        await StartAsync(run, change is null ? plan : change(plan));
        return await WorkAsync(run);
    }

    /// <summary>All records of a type in machine format: a dictionary of the named fields for each.</summary>
    public async Task<IReadOnlyList<Dictionary<string, string>>> AllAsync(string type, params string[] fields)
    {
        var found = new List<Dictionary<string, string>>();
        var machine = FieldFormat.Machine("USD");
        await DoAsync(async s =>
        {
            while (true)
            {
                var page = (await s.GetRequiredService<RecordReader>().PageAsync(
                    new RecordQuery(type) { Columns = fields, Sort = "createdAt", Skip = found.Count, Take = 200 }, Ct)).Value;
                found.AddRange(page.Rows.Select(r => page.Columns.Zip(r.Values).ToDictionary(
                    c => c.First.Name, c => c.Second is null ? "" : c.First.Kind.Format(c.Second, machine))));
                if (!page.HasMore)
                    return true;
            }
        });
        return found;
    }

    public async Task ImportEverythingButDealsAsync()
    {
        await ImportAsync("members", "crm-sales-opportunities/sales_teams.csv");
        await ImportAsync("companies", "crm-sales-opportunities/accounts.csv");
        await ImportAsync("products", "crm-sales-opportunities/products.csv");
    }
}
