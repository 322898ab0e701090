using Crm.Core.Records;
using Crm.Web.Records.Bulk;
using Crm.Web.Records.Changes;
using Crm.Web.Records.Lists;
using Crm.Web.Records.Pages;
using Crm.Web.Records.Recurrence;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Web.Records;

internal static class RecordPages
{
    public static IServiceCollection AddRecordPages(this IServiceCollection services) => services
        .AddScoped<RecurrenceWords>()
        .AddScoped<RecordLabels>()
        .AddScoped<RecordTitles>()
        .AddScoped<LiveRecords>()
        .AddScoped<FilterWords>()
        .AddScoped<BulkWatch>()
        .AddScoped<ActWords>()
        .AddScoped<ListViews>()
        .AddTransient<ListPage>()
        .AddTransient<CellEditing>()
        .AddTransient<PasteBlock>()
        .AddScoped<Timeline>()
        .AddScoped<NextSteps>()
        .AddScoped<RelatedRecords>();

    /// <summary>What a page shows without its circuit: the card over a name.</summary>
    public static void MapRecordPages(this WebApplication app) =>
        app.MapGet("/cards/{type}/{id:guid}", async Task<Results<RazorComponentResult<HoverCard>, NotFound>> (string type, Guid id, RecordReader reader, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "private, max-age=20";
            return await HoverCard.ExistsAsync(reader, type, id, http.RequestAborted)
                ? new RazorComponentResult<HoverCard>(new { TypeName = type, Id = id })
                : TypedResults.NotFound();
        }).RequireAuthorization();
}
