using System.Text.Json;
using Crm.Core.Activities.Notifications;
using Crm.Core.Data;
using Crm.Core.Records.Changes;
using Crm.Core.Shared;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Crm.Infrastructure.Data;

/// <summary>Messages between nodes over PostgreSQL's LISTEN and NOTIFY; on the other databases a node hears itself only.</summary>
internal sealed class NodeChannel(IOptions<DatabaseOptions> settings, ChangeFeed feed, InboxFeed inboxes) : INodeChannel
{
    /// <summary>The one channel that every node listens to.</summary>
    public const string Name = "crm_nodes";

    /// <summary>The topic of committed changes.</summary>
    public const string Changes = "changes";

    /// <summary>The topic of what came into somebody's inbox.</summary>
    public const string Inbox = "inbox";

    // A notification holds less than 8,000 bytes; beyond this many ids it says "many".
    private const int MostIds = 150;

    public event Action<string, string>? Heard;

    /// <summary>This process, so that it does not listen to itself.</summary>
    public Guid Node { get; } = Ids.Next();

    public string ConnectionString => settings.Value.ConnectionString;

    public bool ReachesOthers => settings.Value.Provider == DatabaseProvider.PostgreSql;

    public async Task SendAsync(string topic, string message, CancellationToken ct)
    {
        if (!ReachesOthers)
            return;
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString);
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("SELECT pg_notify(@channel, @message)", connection);
            command.Parameters.AddWithValue("channel", Name);
            command.Parameters.AddWithValue("message", Envelope(topic, message));
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException)
        {
            // Nobody hears it while the database is away; what matters is said again or read again.
        }
    }

    /// <summary>The news of a save as it is sent; without ids where there are too many to name.</summary>
    public string News(RecordsChanged changed) =>
        Envelope(Changes, JsonSerializer.Serialize(changed.Ids.Count > MostIds ? changed with { Ids = [] } : changed));

    /// <summary>The news of an inbox as they are sent; of very many the first are named.</summary>
    public string News(InboxNews news) => Envelope(Inbox, JsonSerializer.Serialize(news.Made.Count > MostIds ? news with { Made = [.. news.Made.Take(MostIds)] } : news));

    /// <summary>Tells the open pages of this node.</summary>
    public void Tell(InboxNews news) => inboxes.Publish(news);

    /// <summary>Hands on what another node sent.</summary>
    public void Receive(string payload)
    {
        var parts = payload.Split('|', 3);
        if (parts.Length < 3 || !Guid.TryParse(parts[0], out var sender) || sender == Node)
            return;
        if (parts[1] == Changes)
            feed.Publish(JsonSerializer.Deserialize<RecordsChanged>(parts[2])!);
        else if (parts[1] == Inbox)
            Tell(JsonSerializer.Deserialize<InboxNews>(parts[2])!);
        else
            Heard?.Invoke(parts[1], parts[2]);
    }

    private string Envelope(string topic, string message) => $"{Node}|{topic}|{message}";
}
