using System.Globalization;
using Crm.Jobs.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Jobs;

public static class JobsRegistration
{
    /// <summary>This process takes work off the queue and looks at the clock.</summary>
    /// <param name="configuration"><c>Jobs:Lease</c>; without it <see cref="WorkPace"/> says how long.</param>
    public static IServiceCollection AddCrmJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var pace = new WorkPace();
        if (configuration["Jobs:Lease"] is { Length: > 0 } lease)
            pace = pace with { Lease = TimeSpan.Parse(lease, CultureInfo.InvariantCulture) };
        services.TryAddSingleton(pace);
        return services.AddClock().AddHostedService<WorkDrain>();
    }
}
