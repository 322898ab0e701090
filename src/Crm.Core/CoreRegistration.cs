using Crm.Core.Activities;
using Crm.Core.Customization;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core;

/// <summary>Everything of the core, feature by feature. The host adds the infrastructure beside it.</summary>
public static class CoreRegistration
{
    public static IServiceCollection AddCrmCore(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton<RefusalText>()
        .AddRefusals<Refusals>()
        .AddScoped<TenantScope>()
        .AddSingleton<TenantDirectory>()
        .AddRecords()
        .AddIdentityCore()
        .AddActivities()
        .AddSales()
        .AddCustomization();

    private static IServiceCollection AddRecords(this IServiceCollection services) => services
        .AddSingleton<RecordTypes>()
        .AddSingleton<SchemaCache>()
        .AddSingleton<ChangeFeed>()
        .AddScoped<CurrentActor>()
        .AddScoped<SchemaSource>()
        .AddScoped<RecordReader>()
        .AddScoped<RecordStore>()
        .AddScoped<UndoChanges>()
        .AddBoards();

    private static IServiceCollection AddBoards(this IServiceCollection services) => services
        .AddRefusals<BoardRefusals>()
        .AddScoped<BoardReader>()
        .AddScoped<MoveCard>()
        .AddScoped<AddCard>();

    private static IServiceCollection AddIdentityCore(this IServiceCollection services) => services
        .AddRecordType<MemberType>()
        .AddRecordType<TeamType>()
        .AddScoped<ActorDirectory>()
        .AddScoped<ProvisionTenant>();

    private static IServiceCollection AddActivities(this IServiceCollection services) => services
        .AddRecordType<TaskType>()
        .AddRecordType<NoteType>()
        .AddSingleton<IRecordRule, TasksBelongToWhoeverMadeThem>()
        .AddSingleton<IRecordRule, NotesBelongToTheirAuthor>();

    private static IServiceCollection AddSales(this IServiceCollection services) => services
        .AddRecordType<CompanyType>()
        .AddRecordType<ContactType>()
        .AddRecordType<DealType>()
        .AddRecordType<ProductType>()
        .AddSingleton<IRecordRule, NewDealsBeginInTheFirstStage>()
        .AddSingleton<IRecordRule, DealsHaveACurrency>()
        .AddSingleton<IRecordRule, CompaniesHaveACurrency>()
        .AddSingleton<IRecordRule, ProductsHaveACurrency>()
        .AddSingleton<IRecordRule, ProbabilityFollowsStage>()
        .AddSingleton<IRecordRule, ClosingDayFollowsStage>()
        .AddSingleton<IRecordRule, StageSinceIsKept>();
}
