using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Crm.Jobs.Scheduling;

/// <summary>Quartz as the clock, kept in memory: what is due follows from the time, so there is nothing to store.</summary>
internal static class Clock
{
    private const string JobName = "name";

    public static IServiceCollection AddClock(this IServiceCollection services)
    {
        services.AddSingleton<RunScheduled>();
        services.AddQuartz(quartz =>
        {
            foreach (var job in AllJobs.List)
            {
                quartz.AddJob<Occasion>(j => j.WithIdentity(job.Name).UsingJobData(JobName, job.Name));
                quartz.AddTrigger(t => t.ForJob(job.Name).WithIdentity(job.Name)
                    .WithCronSchedule(job.Cron, c => c.InTimeZone(TimeZoneInfo.Utc)));
            }
        });
        return services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }

    /// <summary>The moment at which Quartz calls.</summary>
    [DisallowConcurrentExecution]
    internal sealed class Occasion(RunScheduled run) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            var name = context.MergedJobDataMap.GetString(JobName);
            await run.RunAsync(AllJobs.List.Single(j => j.Name == name), cancellationToken);
        }
    }
}
