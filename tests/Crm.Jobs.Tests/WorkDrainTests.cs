using System.Collections.Concurrent;
using Crm.Core;
using Crm.Core.Data;
using Crm.Core.Jobs;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Crm.Infrastructure;
using Crm.Infrastructure.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Jobs.Tests;

/// <summary>The drain on a real database, with a handler that only notes what it was given.</summary>
public sealed class WorkDrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string file = Path.Combine(Path.GetTempPath(), $"crm-work-{Guid.CreateVersion7():N}.db");
    private readonly Notebook notes = new();
    private ServiceProvider services = null!;

    public async Task InitializeAsync()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:ConnectionString"] = $"Data Source={file}",
        }).Build();
        services = new ServiceCollection().AddLogging().AddCrmCore().AddCrmInfrastructure(settings)
            .AddSingleton(new WorkPace { AtOnce = 1, Lease = TimeSpan.FromSeconds(2), Poll = TimeSpan.FromMilliseconds(100), FirstBackOff = TimeSpan.FromMilliseconds(1) })
            .AddSingleton(notes).AddScoped<IWorkHandler, Noting>()
            .AddSingleton<WorkDrain>().BuildServiceProvider();
        await services.GetRequiredService<DatabaseSetup>().RunAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (var part in new[] { file, file + "-wal", file + "-shm" })
            File.Delete(part);
    }

    [Fact]
    public async Task A_company_with_much_work_does_not_keep_another_waiting()
    {
        var (busy, quiet) = (await TenantAsync(), await TenantAsync());
        for (var i = 0; i < 5; i++)
            await AskAsync(busy);
        await AskAsync(quiet);

        await DrainUntilAsync(() => notes.Done.Count == 6);

        Assert.Contains(quiet, notes.Done.Take(2).Select(d => d.Tenant));
    }

    [Fact]
    public async Task The_same_work_asked_for_twice_is_done_once()
    {
        var tenant = await TenantAsync();
        var target = Ids.Next();
        await AskAsync(tenant, target);
        await AskAsync(tenant, target);
        await AskAsync(tenant);

        await DrainUntilAsync(() => notes.Done.Count == 2);

        Assert.Single(notes.Done, d => d.Target == target);
    }

    [Fact]
    public async Task Work_that_keeps_failing_is_given_up_with_its_reason()
    {
        var tenant = await TenantAsync();
        var target = Ids.Next();
        notes.Broken.TryAdd(target, true);
        await AskAsync(tenant, target);

        await DrainUntilAsync(() => notes.GivenUp.Contains(target));

        var item = await ItemAsync(target);
        Assert.Equal((5, "The machine is broken."), (item.Attempts, item.LastFailure));
        Assert.NotNull(item.DoneAt);
    }

    [Fact]
    public async Task Work_of_a_node_that_died_is_taken_again_when_its_lease_has_run_out()
    {
        var tenant = await TenantAsync();
        var target = Ids.Next();
        await AskAsync(tenant, target);
        var dead = new TakeWork(services.GetRequiredService<IPlatformDbFactory>(), services.GetRequiredService<WorkPace>(), TimeProvider.System);
        var taken = (await dead.RunAsync([], CancellationToken.None))!;

        await DrainUntilAsync(() => notes.Done.Count == 1);

        Assert.True((await ItemAsync(target)).Fence > taken.Fence);
        Assert.False(await dead.RenewAsync(taken, CancellationToken.None));
    }

    private async Task DrainUntilAsync(Func<bool> done)
    {
        var drain = services.GetRequiredService<WorkDrain>();
        await drain.StartAsync(CancellationToken.None);
        using var limit = new CancellationTokenSource(Patience);
        while (!done())
            await Task.Delay(20, limit.Token);
        await drain.StopAsync(CancellationToken.None);
    }

    private Task AskAsync(Guid tenant, Guid? target = null) =>
        services.GetRequiredService<WorkQueue>().EnqueueAsync("note", tenant, target ?? Ids.Next(), CancellationToken.None);

    private async Task<WorkItem> ItemAsync(Guid target)
    {
        await using var platform = services.GetRequiredService<IPlatformDbFactory>().Open();
        return await platform.Set<WorkItem>().AsNoTracking().FirstAsync(w => w.TargetId == target);
    }

    private async Task<Guid> TenantAsync()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var tenant = new Tenant
        {
            Id = Ids.Next(),
            Address = $"t{Guid.CreateVersion7():N}"[..30],
            Skeleton = $"t{Guid.CreateVersion7():N}",
            Name = "Acme",
            Currency = "USD",
            TimeZone = "UTC",
            Culture = "en-US",
            Template = "b2b-sales",
            CreatedAt = now,
            ReadyAt = now,
        };
        await using var platform = services.GetRequiredService<IPlatformDbFactory>().Open();
        platform.Tenants.Add(tenant);
        await platform.SaveChangesAsync(CancellationToken.None);
        return tenant.Id;
    }

    private sealed class Notebook
    {
        public ConcurrentQueue<(Guid Tenant, Guid Target)> Done { get; } = [];

        public ConcurrentDictionary<Guid, bool> Broken { get; } = [];

        public ConcurrentQueue<Guid> GivenUp { get; } = [];
    }

    private sealed class Noting(Notebook notes, TenantScope scope) : IWorkHandler
    {
        public string Kind => "note";

        public async Task RunAsync(WorkContext work)
        {
            await work.CheckAsync();
            if (notes.Broken.ContainsKey(work.TargetId))
                throw new InvalidOperationException("The machine is broken.");
            notes.Done.Enqueue((scope.Tenant.Id, work.TargetId));
        }

        public Task GiveUpAsync(WorkContext work)
        {
            notes.GivenUp.Enqueue(work.TargetId);
            return Task.CompletedTask;
        }
    }
}
