using Crm.Core.Activities;
using Crm.Core.Activities.Calendar;
using Crm.Core.Activities.Days;
using Crm.Core.Activities.Next;
using Crm.Core.Activities.Notifications;
using Crm.Core.Activities.Reminders;
using Crm.Core.Analytics;
using Crm.Core.Customization;
using Crm.Core.Customization.Demo;
using Crm.Core.Identity;
using Crm.Core.Identity.Members;
using Crm.Core.Identity.SigningUp;
using Crm.Core.Integration;
using Crm.Core.Jobs;
using Crm.Core.Mail;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Bin;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Bulk;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Editing;
using Crm.Core.Records.Figures;
using Crm.Core.Records.Importing;
using Crm.Core.Records.Importing.Running;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Presence;
using Crm.Core.Records.Schema;
using Crm.Core.Records.Views;
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
        .AddWork()
        .AddRecords()
        .AddImporting()
        .AddIdentityCore()
        .AddMail()
        .AddActivities()
        .AddSales()
        .AddAnalytics()
        .AddIntegration()
        .AddCustomization();

    private static IServiceCollection AddRecords(this IServiceCollection services) => services
        .AddSingleton<RecordTypes>()
        .AddSingleton<SchemaCache>()
        .AddSingleton<ChangeFeed>()
        .AddScoped<CurrentActor>()
        .AddScoped<SchemaSource>()
        .AddScoped<RecordReader>()
        .AddScoped<RenewSearchWords>()
        .AddScoped<KnownTags>()
        .AddScoped<RecordPlaces>()
        .AddScoped<RecordStore>()
        .AddScoped<UndoSteps>()
        .AddScoped<UndoChanges>()
        .AddScoped<FindUndoConflicts>()
        .AddScoped<RecordHistory>()
        .AddScoped<SaveEdit>()
        .AddSingleton<PresenceBoard>()
        .AddScoped<FieldHistory>()
        .AddScoped<RecentChanges>()
        .AddScoped<ActDetails>()
        .AddScoped<RecordFigures>()
        .AddBulk()
        .AddViews()
        .AddBoards();

    private static IServiceCollection AddBulk(this IServiceCollection services) => services
        .AddRefusals<BulkRefusals>()
        .AddScoped<SelectedRecords>()
        .AddScoped<BulkProgress>()
        .AddScoped<BulkSteps>()
        .AddScoped<BulkRuns>()
        .AddScoped<PreviewBulk>()
        .AddScoped<StartBulk>()
        .AddScoped<StopBulk>()
        .AddScoped<StartUndo>()
        .AddScoped<BinReader>()
        .AddScoped<RestoreFromBin>()
        .AddScoped<ThrowAway>()
        .AddScoped<PurgeBin>()
        .AddScoped<IWorkHandler, RunBulk>()
        .AddScoped<IWorkHandler, RunUndo>();

    private static IServiceCollection AddViews(this IServiceCollection services) => services
        .AddRefusals<ViewRefusals>()
        .AddScoped<ViewList>()
        .AddScoped<SaveView>()
        .AddScoped<DeleteView>();

    private static IServiceCollection AddBoards(this IServiceCollection services) => services
        .AddRefusals<BoardRefusals>()
        .AddScoped<BoardReader>()
        .AddScoped<MoveCard>()
        .AddScoped<CardFields>()
        .AddScoped<StageQuestions>()
        .AddScoped<StageHistory>()
        .AddScoped<StageTimes>()
        .AddScoped<StageRoom>()
        .AddScoped<AddCard>();

    private static IServiceCollection AddWork(this IServiceCollection services) => services
        .AddSingleton<WorkSignal>()
        .AddSingleton<WorkQueue>();

    private static IServiceCollection AddImporting(this IServiceCollection services) => services
        .AddRefusals<ImportRefusals>()
        .AddScoped<ImportRuns>()
        .AddScoped<UploadImport>()
        .AddScoped<PrepareImport>()
        .AddScoped<DryRunImport>()
        .AddScoped<StartImport>()
        .AddScoped<StopImport>()
        .AddScoped<ForgetDrafts>()
        .AddScoped<ImportUndone>()
        .AddScoped<WriteErrorFile>()
        .AddScoped<ImportProgress>()
        .AddScoped<AddChoices>()
        .AddScoped<IWorkHandler, RunImport>();

    private static IServiceCollection AddIdentityCore(this IServiceCollection services) => services
        .AddRecordType<MemberType>()
        .AddRecordType<TeamType>()
        .AddScoped<ActorDirectory>()
        .AddScoped<ProvisionTenant>()
        .AddScoped<LoadDemoData>()
        .AddRefusals<IdentityRefusals>()
        .AddScoped<LoginLinks>()
        .AddScoped<SessionCheck>()
        .AddScoped<SignIn>()
        .AddScoped<ForgetPassword>()
        .AddScoped<ResetPassword>()
        .AddScoped<FindWorkspaces>()
        .AddScoped<FreeAddress>()
        .AddScoped<RequestSignUp>()
        .AddScoped<ForgetSignUps>()
        .AddScoped<ConfirmSignUp>()
        .AddScoped<ChangePassword>()
        .AddScoped<UpdateProfile>()
        .AddScoped<UpdateTenant>()
        .AddScoped<RoleRanks>()
        .AddScoped<MemberList>()
        .AddScoped<InviteMember>()
        .AddScoped<RevokeInvitation>()
        .AddScoped<AcceptInvitation>()
        .AddScoped<ChangeRole>()
        .AddScoped<DeactivateMember>()
        .AddScoped<ReactivateMember>();

    private static IServiceCollection AddMail(this IServiceCollection services) => services
        .AddSingleton<ComposeMail>()
        .AddSingleton<Outbox>()
        .AddSingleton<SendMails>();

    private static IServiceCollection AddActivities(this IServiceCollection services) => services
        .AddRefusals<ActivityRefusals>()
        .AddRecordType<TaskType>()
        .AddRecordType<NoteType>()
        .AddRecordType<CallType>()
        .AddRecordType<MeetingType>()
        .AddSingleton<IRecordRule, TasksBelongToWhoeverMadeThem>()
        .AddSingleton<IRecordRule, TasksKeepDayAndTimeTogether>()
        .AddSingleton<IRecordRule, RecurringTasksComeAgain>()
        .AddSingleton<IRecordRule, NotesBelongToTheirAuthor>()
        .AddSingleton<IWriteWitness, TellWhoIsMentioned>()
        .AddSingleton<IWriteWitness, TellWhoIsAssigned>()
        .AddScoped<DayAgenda>()
        .AddScoped<WithoutNextStep>()
        .AddScoped<FinishActivity>()
        .AddScoped<PlannedActivities>()
        .AddScoped<INextActivities, NextOfRecords>()
        .AddScoped<OpenTasks>()
        .AddScoped<Reschedule>()
        .AddScoped<Inbox>()
        .AddScoped<MarkRead>()
        .AddSingleton<IWriteWitness, PlanReminders>()
        .AddSingleton<InboxFeed>()
        .AddScoped<SettleReminders>()
        .AddScoped<CalendarReader>()
        .AddScoped<MoveEntry>()
        .AddScoped<MarkUnread>()
        .AddScoped<MutedKinds>()
        .AddScoped<MailedKinds>()
        .AddScoped<MailNotifications>()
        .AddScoped<ReminderHabits>()
        .AddScoped<PinEntry>()
        .AddScoped<PinnedEntries>()
        .AddSingleton<IRecordRule, CallsWereMadeByWhoeverWritesThemDown>()
        .AddSingleton<IRecordRule, MeetingsHaveAHostAndATime>();

    private static IServiceCollection AddSales(this IServiceCollection services) => services
        .AddRecordType<LeadType>()
        .AddRecordType<CompanyType>()
        .AddRecordType<ContactType>()
        .AddRecordType<DealType>()
        .AddRecordType<ProductType>()
        .AddSingleton<IRecordRule, NewDealsBeginInTheFirstStage>()
        .AddSingleton<IRecordRule, LeadsBeginAsNew>()
        .AddSingleton<IRecordRule, LeadsAreNamedAfterWhomTheyCameFrom>()
        .AddSingleton<IRecordRule, LeadsHaveACurrency>()
        .AddSingleton<IRecordRule, DealsHaveACurrency>()
        .AddSingleton<IRecordRule, CompaniesHaveACurrency>()
        .AddSingleton<IRecordRule, ProductsHaveACurrency>()
        .AddSingleton<IRecordRule, ProbabilityFollowsStage>()
        .AddSingleton<IRecordRule, ClosingDayFollowsStage>()
        .AddSingleton<IRecordRule, ReasonsFollowOutcome>()
        .AddSingleton<IRecordRule, StageSinceIsKept>();

    private static IServiceCollection AddAnalytics(this IServiceCollection services) => services
        .AddScoped<SalesFigures>()
        .AddScoped<OverdueDeals>();

    private static IServiceCollection AddIntegration(this IServiceCollection services) => services
        .AddRefusals<IntegrationRefusals>()
        .AddSingleton<ApiKeyCache>()
        .AddScoped<ApiKeyHolders>()
        .AddScoped<ApiKeyOverview>()
        .AddScoped<CreateApiKey>()
        .AddScoped<RevokeApiKey>();
}
