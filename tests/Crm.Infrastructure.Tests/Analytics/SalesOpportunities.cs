using System.Globalization;
using Crm.Core.Customization;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Importing.Reading;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Analytics;

/// <summary>The practice data of <c>tests/data/crm-sales-opportunities</c> as a company's records.</summary>
internal sealed class SalesOpportunities(RecordStore store, TenantSchema schema)
{
    private const int BatchSize = 1_000;
    private static readonly CancellationToken Ct = CancellationToken.None;

    /// <summary>Writes members, teams, products, companies and 8,800 deals through the store, as an import would.</summary>
    public static async Task LoadAsync(Company company)
    {
        await using var scope = company.As();
        await AllowSectorsAsync(scope.ServiceProvider, company.Tenant.Id);
        var schema = await scope.ServiceProvider.GetRequiredService<SchemaSource>().GetAsync(Ct);
        await new SalesOpportunities(scope.ServiceProvider.GetRequiredService<RecordStore>(), schema).RunAsync();
    }

    /// <summary>The rows of a file by header.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> ReadAsync(string file)
    {
        await using var stream = File.OpenRead(Path.Combine(Root(), "tests", "data", "crm-sales-opportunities", file));
        var rows = (await OpenCsv.RunAsync(stream, new CsvFormat("utf-8", ',', true), Ct)).Value;
        var read = new List<IReadOnlyDictionary<string, string>>();
        await foreach (var row in rows.ReadAsync(ct: Ct))
            read.Add(rows.Headers.Select((header, column) => (header, row[column])).ToDictionary(c => c.header, c => c.Item2));
        return read;
    }

    public static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "M/d/yyyy", CultureInfo.InvariantCulture);

    /// <summary>The pipeline spells one product without its space.</summary>
    public static string Product(string text) => text == "GTXPro" ? "GTX Pro" : text;

    private async Task RunAsync()
    {
        var agents = await ReadAsync("sales_teams.csv");
        var teams = await CreateAsync("teams", agents.Select(a => a["regional_office"]).Distinct(), name => new() { ["name"] = name });
        var managers = await CreateAsync("members", agents.Select(a => a["manager"]).Distinct(), name => new() { ["name"] = name });
        var owners = await CreateAsync("members", agents, a => a["sales_agent"], a => new()
        {
            ["name"] = a["sales_agent"],
            ["manager"] = managers[a["manager"]],
            ["team"] = teams[a["regional_office"]],
        });
        var products = await CreateAsync("products", await ReadAsync("products.csv"), p => p["product"], p => new()
        {
            ["name"] = p["product"],
            ["series"] = p["series"],
            ["price"] = Dollars(p["sales_price"]),
        });
        var companies = await CreateAsync("companies", await ReadAsync("accounts.csv"), a => a["account"], a => new()
        {
            ["name"] = a["account"],
            ["sector"] = a["sector"],
            ["country"] = a["office_location"],
        });
        await CreateAsync("deals", await ReadAsync("sales_pipeline.csv"), d => d["opportunity_id"], d => new()
        {
            ["externalId"] = d["opportunity_id"],
            ["name"] = $"{d["account"]} {Product(d["product"])}",
            ["company"] = d["account"].Length == 0 ? null : companies[d["account"]],
            ["product"] = products[Product(d["product"])],
            ["owner"] = owners[d["sales_agent"]],
            ["stage"] = Stage(d["deal_stage"]),
            ["amount"] = d["close_value"].Length == 0 ? null : Dollars(d["close_value"]),
            ["startedOn"] = Day(d["engage_date"]),
            ["closedOn"] = Day(d["close_date"]),
        });
    }

    private Task<Dictionary<string, Guid>> CreateAsync(string type, IEnumerable<string> names, Func<string, Dictionary<string, object?>> values) =>
        CreateAsync(type, names, n => n, values);

    private async Task<Dictionary<string, Guid>> CreateAsync<TRow>(
        string type, IEnumerable<TRow> rows, Func<TRow, string> key, Func<TRow, Dictionary<string, object?>> values)
    {
        var ids = new Dictionary<string, Guid>();
        foreach (var batch in rows.Chunk(BatchSize))
        {
            var writes = batch.Select(row => (Key: key(row), Write: RecordWrite.Create(values(row)))).ToList();
            var summary = (await store.WriteAsync(new WriteBatch(type, [.. writes.Select(w => w.Write)]) { Cause = ChangeCause.Import }, Ct)).Value;
            Assert.Empty(summary.Results.SelectMany(r => r.Refusals));
            foreach (var (name, write) in writes)
                ids.Add(name, write.Id);
        }
        return ids;
    }

    private Guid Stage(string name) => schema.PipelinesOf("deals").SelectMany(p => p.Stages).Single(s => s.Name == name).Id;

    private static Money Dollars(string text) => Money.FromMajor(decimal.Parse(text, CultureInfo.InvariantCulture), "USD");

    /// <summary>An admin accepts the file's sectors as choices, its misspelling included.</summary>
    private static async Task AllowSectorsAsync(IServiceProvider services, Guid tenantId)
    {
        await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
        var overlay = await db.Set<FieldOverlay>().SingleAsync(o => o.RecordType == "companies" && o.FieldName == "sector");
        overlay.Choices = [.. overlay.Choices!, new Choice("technolgy", "Technology (as written)")];
        await db.SaveChangesAsync(Ct);
        services.GetRequiredService<SchemaCache>().Forget(tenantId);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above the tests holds Crm.sln.");
    }
}
