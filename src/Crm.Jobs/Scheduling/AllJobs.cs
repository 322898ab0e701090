using Crm.Core.Activities.Notifications;
using Crm.Core.Activities.Reminders;
using Crm.Core.Customization.Fields;
using Crm.Core.Identity.SigningUp;
using Crm.Core.Records.Bin;
using Crm.Core.Records.Importing;
using Crm.Core.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Jobs.Scheduling;

/// <summary>
/// Everything that runs by the clock. A job is a clock only: the work stands in a use case that is safe to run twice and derives
/// what is due from the time, so that a missed hour, a second node or a crash change nothing.
/// </summary>
internal static class AllJobs
{
    public static readonly IReadOnlyList<ScheduledJob> List =
    [
        ScheduledJob.OfEachTenant("purge-bin", "0 17 * * * ?", (services, ct) => services.GetRequiredService<PurgeBin>().RunAsync(ct)),
        ScheduledJob.OfEachTenant("forget-import-drafts", "0 27 * * * ?", (services, ct) => services.GetRequiredService<ForgetDrafts>().RunAsync(ct)),
        ScheduledJob.OfEachTenant("settle-fields", "0 2/5 * * * ?", (services, ct) => services.GetRequiredService<SettleFields>().RunAsync(ct)),
        ScheduledJob.OfEachTenant("settle-reminders", "0/20 * * * * ?", (services, ct) => services.GetRequiredService<SettleReminders>().RunAsync(ct)),
        ScheduledJob.OfEachTenant("mail-notifications", "10/20 * * * * ?", (services, ct) => services.GetRequiredService<MailNotifications>().RunAsync(services.GetRequiredService<SiteAddress>(), ct)),
        ScheduledJob.OfThePlatform("forget-sign-ups", "0 37 * * * ?", (services, ct) => services.GetRequiredService<ForgetSignUps>().RunAsync(ct)),
    ];
}

/// <summary>A job: its name, when it runs (Quartz's cron, UTC), and what it calls, which says how much it did.</summary>
internal sealed record ScheduledJob(string Name, string Cron, bool IsOfEachTenant, Func<IServiceProvider, CancellationToken, Task<int>> Work)
{
    public static ScheduledJob OfEachTenant(string name, string cron, Func<IServiceProvider, CancellationToken, Task<int>> work) => new(name, cron, true, work);

    public static ScheduledJob OfThePlatform(string name, string cron, Func<IServiceProvider, CancellationToken, Task<int>> work) => new(name, cron, false, work);
}
