using Crm.Core.Activities.Notifications;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Infrastructure.Data.Npgsql;

/// <summary>
/// Hears what other nodes committed, on a connection of its own. When that was lost, it comes back by itself and lets every open
/// page read again, since news of the meantime are not kept.
/// </summary>
internal sealed partial class NodeListener(NodeChannel channel, ChangeFeed feed, InboxFeed inboxes, RecordTypes types, TimeProvider clock, ILogger<NodeListener> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done as soon as nothing that is sent from now on is missed.</summary>
    public Task Listening => listening.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!channel.ReachesOthers)
            return;
        var wasLost = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(wasLost, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                wasLost = true;
                CannotListen(log, failure);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(bool wasLost, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(channel.ConnectionString) { Pooling = false, KeepAlive = 15, ApplicationName = "crm-nodes" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Notification += (_, news) => Hear(news.Payload);
        await connection.OpenAsync(ct);
        await using (var listen = new NpgsqlCommand($"LISTEN {NodeChannel.Name}", connection))
            await listen.ExecuteNonQueryAsync(ct);
        listening.TrySetResult();
        if (wasLost)
            AskAgain();
        while (true)
            await connection.WaitAsync(ct);
    }

    private void AskAgain()
    {
        foreach (var tenant in feed.Tenants)
            foreach (var type in types.All)
                feed.Publish(new RecordsChanged(tenant, type.Name, [], Guid.Empty, null));
        inboxes.AskAgain();
    }

    private void Hear(string payload)
    {
        try
        {
            channel.Receive(payload);
        }
        catch (Exception failure)
        {
            // A node of another version may speak differently; one message is no reason to stop listening.
            NotUnderstood(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "News of other nodes cannot be heard at present; trying again.")]
    private static partial void CannotListen(ILogger log, Exception failure);

    [LoggerMessage(LogLevel.Warning, "A message of another node was not understood.")]
    private static partial void NotUnderstood(ILogger log, Exception failure);
}
