using Crm.Jobs.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Jobs;

public static class JobsRegistration
{
    /// <summary>This process takes work off the queue and looks at the clock.</summary>
    public static IServiceCollection AddCrmJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(new WorkPace());
        return services.AddClock().AddHostedService<WorkDrain>();
    }
}
