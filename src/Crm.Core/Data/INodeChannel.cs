namespace Crm.Core.Data;

/// <summary>
/// Short messages between the nodes of one installation, heard by the others only and by nobody who is away at that moment.
/// Where nodes cannot hear each other (SQLite is one process; SQL Server) sending does nothing.
/// </summary>
public interface INodeChannel
{
    /// <summary>Raised on a background thread with the topic and what was sent.</summary>
    event Action<string, string>? Heard;

    /// <param name="message">At most 7,000 bytes.</param>
    Task SendAsync(string topic, string message, CancellationToken ct);
}
