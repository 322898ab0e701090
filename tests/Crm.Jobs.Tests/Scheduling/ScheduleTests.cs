using Crm.Core;
using Crm.Core.Data;
using Crm.Core.Files;
using Crm.Core.Records.Importing;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Crm.Infrastructure;
using Crm.Infrastructure.Data;
using Crm.Jobs.Scheduling;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Crm.Jobs.Tests.Scheduling;

/// <summary>The jobs by the clock, each asked for now, on a real database.</summary>
public sealed class ScheduleTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly string folder = Directory.CreateTempSubdirectory("crm-clock-").FullName;
    private ServiceProvider services = null!;

    public async Task InitializeAsync()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:ConnectionString"] = $"Data Source={Path.Combine(folder, "crm.db")}",
            ["Files:Path"] = Path.Combine(folder, "files"),
        }).Build();
        services = new ServiceCollection().AddLogging().AddCrmCore().AddCrmInfrastructure(settings).AddCrmJobs(settings)
            .AddSingleton<IHostApplicationLifetime, Lasting>().BuildServiceProvider();
        await services.GetRequiredService<DatabaseSetup>().RunAsync(Ct);
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_job_has_its_own_name_and_a_time_that_comes_and_runs_twice_without_harm()
    {
        await TenantAsync();
        Assert.Equal(AllJobs.List.Count, AllJobs.List.Select(j => j.Name).Distinct().Count());
        foreach (var job in AllJobs.List)
        {
            Assert.NotNull(new CronExpression(job.Cron).GetNextValidTimeAfter(DateTimeOffset.UtcNow));
            await services.GetRequiredService<RunScheduled>().RunAsync(job, Ct);
            await services.GetRequiredService<RunScheduled>().RunAsync(job, Ct);
        }
    }

    [Fact]
    public async Task The_clock_calls_the_job_by_its_name()
    {
        await using (var platform = services.GetRequiredService<IPlatformDbFactory>().Open())
        {
            platform.Set<SignUp>().Add(SignUp("late", -8));
            await platform.SaveChangesAsync(Ct);
        }
        var quartz = services.GetServices<IHostedService>().Single(h => h.GetType().Namespace!.StartsWith("Quartz", StringComparison.Ordinal));
        await quartz.StartAsync(Ct);
        await (await services.GetRequiredService<ISchedulerFactory>().GetScheduler(Ct)).TriggerJob(new JobKey("forget-sign-ups"), Ct);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            await using var platform = services.GetRequiredService<IPlatformDbFactory>().Open();
            if (!await platform.Set<SignUp>().AnyAsync(limit.Token))
                break;
            await Task.Delay(50, limit.Token);
        }
        await quartz.StopAsync(Ct);
    }

    [Fact]
    public async Task An_abandoned_import_goes_with_its_file_and_a_young_one_stays()
    {
        var tenant = await TenantAsync();
        var (old, young) = (await DraftAsync(tenant, 8), await DraftAsync(tenant, 6));

        await RunAsync("forget-import-drafts");

        await using var scope = In(tenant);
        await using var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open();
        Assert.Equal([young.Id], await db.Set<ImportRun>().Select(r => r.Id).ToListAsync());
        var files = scope.ServiceProvider.GetRequiredService<IFileStore>();
        Assert.Null(await files.OpenAsync(old.StoredFile, Ct));
        await using var kept = await files.OpenAsync(young.StoredFile, Ct);
        Assert.NotNull(kept);
    }

    [Fact]
    public async Task A_sign_up_that_nobody_confirmed_frees_its_address()
    {
        await using (var platform = services.GetRequiredService<IPlatformDbFactory>().Open())
        {
            platform.Set<SignUp>().AddRange(SignUp("late", -8), SignUp("recent", -1), SignUp("done", -8, confirmed: true));
            await platform.SaveChangesAsync(Ct);
        }

        await RunAsync("forget-sign-ups");

        await using (var platform = services.GetRequiredService<IPlatformDbFactory>().Open())
            Assert.Equal(["done", "recent"], await platform.Set<SignUp>().Select(s => s.Address).Order().ToListAsync());
    }

    private Task RunAsync(string job) => services.GetRequiredService<RunScheduled>().RunAsync(AllJobs.List.Single(j => j.Name == job), Ct);

    private AsyncServiceScope In(TenantInfo tenant)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
        return scope;
    }

    private async Task<ImportRun> DraftAsync(TenantInfo tenant, int daysAgo)
    {
        await using var scope = In(tenant);
        using var content = new MemoryStream("name\nKonex\n"u8.ToArray());
        var file = await scope.ServiceProvider.GetRequiredService<IFileStore>().SaveAsync(content, 1000, Ct);
        var run = new ImportRun { RecordType = "companies", FileName = "rows.csv", StoredFile = file.Key, CreatedAt = DateTime.UtcNow.AddDays(-daysAgo) };
        await using var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open();
        db.Set<ImportRun>().Add(run);
        await db.SaveChangesAsync(Ct);
        return run;
    }

    private static SignUp SignUp(string address, int expiredDays, bool confirmed = false) => new()
    {
        UserId = Ids.Next(),
        PersonName = "Olivia Owner",
        Email = $"{address}@acme.example",
        CompanyName = "Acme",
        Address = address,
        Skeleton = address,
        Template = "b2b-sales",
        Culture = "en-US",
        Currency = "USD",
        TimeZone = "UTC",
        TokenHash = Ids.Next().ToString("N"),
        CreatedAt = DateTime.UtcNow.AddDays(expiredDays - 1),
        ExpiresAt = DateTime.UtcNow.AddDays(expiredDays),
        ConfirmedAt = confirmed ? DateTime.UtcNow : null,
    };

    private async Task<TenantInfo> TenantAsync()
    {
        var tenant = new Tenant
        {
            Id = Ids.Next(),
            Address = $"t{Ids.Next():N}"[..30],
            Skeleton = $"t{Ids.Next():N}",
            Name = "Acme",
            Currency = "USD",
            TimeZone = "UTC",
            Culture = "en-US",
            Template = "b2b-sales",
            CreatedAt = DateTime.UtcNow,
            ReadyAt = DateTime.UtcNow,
        };
        await using var platform = services.GetRequiredService<IPlatformDbFactory>().Open();
        platform.Tenants.Add(tenant);
        await platform.SaveChangesAsync(Ct);
        return tenant.ToInfo();
    }

    private sealed class Lasting : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => new(true);

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
