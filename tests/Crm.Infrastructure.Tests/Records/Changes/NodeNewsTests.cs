using System.Threading.Channels;
using Crm.Core;
using Crm.Core.Activities.Notifications;
using Crm.Core.Activities.Reminders;
using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Core.Shared.Text;
using Crm.Infrastructure.Data;
using Crm.Infrastructure.Data.Npgsql;
using Crm.Infrastructure.Tests.Running;
using Crm.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Crm.Infrastructure.Tests.Records.Changes;

/// <summary>Two nodes on one PostgreSQL: what one commits, the pages of the other hear.</summary>
public sealed class NodeNewsTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [PostgresFact]
    public async Task A_page_on_another_node_hears_what_was_committed_and_only_its_own_company()
    {
        var here = await databases.On(DatabaseKind.PostgreSql);
        var (acme, rival) = (await here.SignUpAsync(), await here.SignUpAsync("Rival"));
        await using var there = await NodeAsync(here);
        var heard = Listen(there, acme);

        await MakeAsync(rival, 1);
        var made = await MakeAsync(acme, 1);
        var one = await heard.ReadAsync(Patience());
        Assert.Equal((acme.Tenant.Id, "companies", made.ChangeSetId, (Guid?)acme.OwnerId), (one.TenantId, one.RecordType, one.ChangeSetId, one.ActorId));
        Assert.Equal(made.Results.Select(r => r.Id), one.Ids);

        // Too many to name: whoever shows such records reads again.
        var many = await MakeAsync(acme, 400);
        var news = await heard.ReadAsync(Patience());
        Assert.Equal((many.ChangeSetId, 0), (news.ChangeSetId, news.Ids.Count));
        Assert.True(news.MayTouch(many.Results[0].Id));
    }

    [PostgresFact]
    public async Task A_node_does_not_hear_its_own_saves_twice_nor_what_was_refused()
    {
        var here = await databases.On(DatabaseKind.PostgreSql);
        var acme = await here.SignUpAsync();
        await using var there = await NodeAsync(here);
        var (mine, theirs) = (Listen(here.Services, acme), Listen(there, acme));
        await using var listening = await StartAsync(here.Services);

        var refused = await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync("companies", new Dictionary<string, object?>(), Ct));
        Assert.False(refused.Succeeded);
        var made = await MakeAsync(acme, 1);
        var last = await MakeAsync(acme, 1);

        foreach (var heard in new[] { mine, theirs })
        {
            Assert.Equal(made.ChangeSetId, (await heard.ReadAsync(Patience())).ChangeSetId);
            Assert.Equal(last.ChangeSetId, (await heard.ReadAsync(Patience())).ChangeSetId);
        }
    }

    [PostgresFact]
    public async Task After_the_connection_was_lost_open_pages_read_again_and_news_come_as_before()
    {
        var here = await databases.On(DatabaseKind.PostgreSql);
        var acme = await here.SignUpAsync();
        await using var there = await NodeAsync(here);
        var heard = Listen(there, acme);

        var database = new NpgsqlConnectionStringBuilder(here.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString).Database;
        await using (var source = NpgsqlDataSource.Create(ScratchDatabase.Server!))
        await using (var command = source.CreateCommand($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}' AND application_name = 'crm-nodes'"))
            await command.ExecuteNonQueryAsync(Ct);

        RecordsChanged again;
        do
            again = await heard.ReadAsync(Patience());
        while (again.RecordType != "companies");
        Assert.Empty(again.Ids);
        var made = await MakeAsync(acme, 1);
        do
            again = await heard.ReadAsync(Patience());
        while (again.ChangeSetId == Guid.Empty);
        Assert.Equal(made.ChangeSetId, again.ChangeSetId);
    }

    [PostgresFact]
    public async Task Whom_a_job_on_another_node_reminds_hears_it_at_once_and_so_do_the_other_windows_of_who_reads_it()
    {
        var here = await databases.On(DatabaseKind.PostgreSql);
        var acme = await here.SignUpAsync();
        var wei = await acme.JoinAsync("Li Wei", "manager");
        await using var there = await NodeAsync(here);
        var (mine, weis) = (Listen(there, acme, acme.OwnerId), Listen(there, acme, wei));
        var nine = new DateTime(2099, 6, 1, 9, 0, 0, DateTimeKind.Utc);
        await acme.CreateAsync("meetings", ("subject", "Board"), ("startsAt", nine));

        await acme.DoAsync(s => new SettleReminders(s.GetRequiredService<ICrmDbFactory>(), s.GetRequiredService<RecordReader>(), new Stopped(nine)).RunAsync(Ct));

        var item = Assert.Single(await acme.InboxAsync());
        Assert.Equal([item.Id], (await mine.ReadAsync(Patience())).Made);
        await acme.DoAsync(s => s.GetRequiredService<MarkRead>().RunAsync([item.Id], Ct));
        Assert.Empty((await mine.ReadAsync(Patience())).Made);
        Assert.False(weis.TryRead(out _));
    }

    private static CancellationToken Patience() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    private static ChannelReader<RecordsChanged> Listen(IServiceProvider node, Company company)
    {
        var news = Channel.CreateUnbounded<RecordsChanged>();
        node.GetRequiredService<ChangeFeed>().Subscribe(company.Tenant.Id, changed => news.Writer.WriteAsync(changed, Ct).AsTask());
        return news.Reader;
    }

    private static ChannelReader<InboxNews> Listen(IServiceProvider node, Company company, Guid member)
    {
        var news = Channel.CreateUnbounded<InboxNews>();
        node.GetRequiredService<InboxFeed>().Subscribe(new InboxOwner(company.Tenant.Id, member), heard => news.Writer.WriteAsync(heard, Ct).AsTask());
        return news.Reader;
    }

    /// <summary>A second process of the product on the same database, as far as services go.</summary>
    private static async Task<ServiceProvider> NodeAsync(TestDatabase database)
    {
        var options = database.Services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = options.Provider.ToString(),
            ["Database:ConnectionString"] = options.ConnectionString,
        }).Build();
        var node = new ServiceCollection().AddLogging().AddLocalization().AddCountingTexts().AddCrmCore().AddCrmInfrastructure(settings).BuildServiceProvider();
        await StartAsync(node);
        return node;
    }

    private static async Task<IAsyncDisposable> StartAsync(IServiceProvider node)
    {
        var listener = node.GetRequiredService<NodeListener>();
        await listener.StartAsync(Ct);
        await listener.Listening.WaitAsync(Patience());
        return new Stopping(listener);
    }

    private static async Task<WriteSummary> MakeAsync(Company company, int count) => (await company.DoAsync(s => s.GetRequiredService<RecordStore>().WriteAsync(
        new WriteBatch("companies", [.. Enumerable.Range(1, count).Select(i => RecordWrite.Create(new Dictionary<string, object?> { ["name"] = $"Firm {i}" }))]), Ct))).Value;

    private sealed class Stopping(NodeListener listener) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await listener.StopAsync(Ct);
    }
}
