using Crm.Core.Customization.Fields;
using Crm.Core.Customization.Pipelines;
using Crm.Core.Customization.Rates;
using Crm.Core.Jobs;
using Crm.Core.Records.Changes;
using Crm.Core.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.Customization;

internal static class CustomizationRegistration
{
    public static IServiceCollection AddCustomization(this IServiceCollection services) => services
        .AddRefusals<CustomizationRefusals>()
        .AddScoped<ChangeSchema>()
        .AddScoped<ChangePipeline>()
        .AddScoped<OrderPipelines>()
        .AddScoped<RemoveStage>()
        .AddScoped<RemovePipeline>()
        .AddScoped<IUndoFirst, StagesComeBackFirst>()
        .AddScoped<DefineField>()
        .AddScoped<AdjustField>()
        .AddScoped<RetireField>()
        .AddScoped<OrderFields>()
        .AddScoped<SettleFields>()
        .AddScoped<UnsettledFields>()
        .AddScoped<SearchRenewal>()
        .AddScoped<IWorkHandler, NumberRecords>()
        .AddScoped<IWorkHandler, RenewSearch>()
        .AddScoped<SetRate>()
        .AddScoped<RemoveRate>()
        .AddScoped<RateList>();
}
