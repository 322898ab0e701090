using Crm.Web.Records.Bulk;
using Crm.Web.Records.Changes;
using Crm.Web.Records.Pages;

namespace Crm.Web.Records;

internal static class RecordPages
{
    public static IServiceCollection AddRecordPages(this IServiceCollection services) => services
        .AddScoped<RecordLabels>()
        .AddScoped<RecordTitles>()
        .AddScoped<LiveRecords>()
        .AddScoped<FilterWords>()
        .AddScoped<BulkWatch>()
        .AddScoped<ActWords>()
        .AddScoped<Timeline>()
        .AddScoped<RelatedRecords>();
}
