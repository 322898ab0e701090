using Crm.Core.Records.Importing;
using Crm.Core.Records.Schema;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Importing;

internal static class ImportPages
{
    public static IServiceCollection AddImportPages(this IServiceCollection services) => services
        .AddScoped<ImportWords>();

    public static void MapImports(this WebApplication app) =>
        app.MapGet("/import/{runId:guid}/refused.csv", async (
            Guid runId, HttpContext http, ImportRuns runs, WriteErrorFile write, SchemaSource schemas, RecordLabels labels, IStringLocalizer<ImportTexts> texts) =>
        {
            var ct = http.RequestAborted;
            if (await runs.FindAsync(runId, ct) is not { } run || (await schemas.GetAsync(ct)).Find(run.RecordType) is not { } type)
                return Results.NotFound();
            return Results.Stream(
                to => write.RunAsync(runId, to, texts["file.reason"], name => type.Find(name) is { } field ? labels.Of(type.Type, field) : name, ct),
                "text/csv; charset=utf-8", $"{Path.GetFileNameWithoutExtension(run.FileName)}-{texts["file.suffix"]}.csv");
        }).RequireAuthorization();
}
