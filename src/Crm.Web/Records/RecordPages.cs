using Crm.Web.Records.Lists;
using Crm.Web.Records.Pages;

namespace Crm.Web.Records;

internal static class RecordPages
{
    public static IServiceCollection AddRecordPages(this IServiceCollection services) => services
        .AddScoped<RecordLabels>()
        .AddScoped<RecordTitles>()
        .AddScoped<LiveRecords>()
        .AddScoped<FilterWords>()
        .AddTransient<ListPage>()
        .AddTransient<CellEditing>()
        .AddTransient<PasteBlock>()
        .AddScoped<Timeline>()
        .AddScoped<RelatedRecords>();
}
