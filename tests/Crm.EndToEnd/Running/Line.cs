using System.Net;
using System.Net.Sockets;

namespace Crm.EndToEnd.Running;

/// <summary>
/// The line between a browser and the app: a port that passes everything on, until it is cut (connections end, new ones
/// are refused) or goes silent (connections stay, nothing passes), or takes its time.
/// </summary>
public sealed class Line : IAsyncDisposable
{
    private readonly int to;
    private readonly CancellationTokenSource ended = new();
    private readonly HashSet<Socket> open = [];
    private readonly Lock gate = new();
    private TaskCompletionSource passing = Passing();
    private TcpListener? listener;

    public Line(RunningApp app)
    {
        to = app.Port;
        Mend();
    }

    public int Port { get; private set; }

    /// <summary>One way; there and back takes twice as long.</summary>
    public TimeSpan Delay { get; set; }

    public Uri AddressOf(string tenant) => new($"http://{tenant}.localhost:{Port}/");

    /// <summary>As when a cable is pulled and both ends notice.</summary>
    public void Cut()
    {
        listener?.Stop();
        listener = null;
        lock (gate)
        {
            foreach (var socket in open) socket.Close(0);
            open.Clear();
        }
    }

    /// <summary>As when a phone enters a lift: nobody is told, and nothing comes through until <see cref="Mend"/>.</summary>
    public void FallSilent()
    {
        if (passing.Task.IsCompleted) passing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Mend()
    {
        passing.TrySetResult();
        if (listener is not null) return;
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        Cut();
        ended.Dispose();
    }

    private async Task AcceptAsync(TcpListener on)
    {
        try
        {
            while (true)
            {
                var near = await on.AcceptSocketAsync(ended.Token);
                var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = near.NoDelay = true };
                lock (gate)
                {
                    open.Add(near);
                    open.Add(far);
                }
                await far.ConnectAsync(IPAddress.Loopback, to, ended.Token);
                _ = PassAsync(near, far);
                _ = PassAsync(far, near);
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
            // Cut, or the app is away: whoever waits sees a refused connection.
        }
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var pieces = System.Threading.Channels.Channel.CreateUnbounded<(long Due, byte[] Bytes)>();
        var writing = WriteAsync();
        var buffer = new byte[16384];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, ended.Token)) > 0)
                pieces.Writer.TryWrite((Environment.TickCount64 + (long)Delay.TotalMilliseconds, buffer[..read]));
            pieces.Writer.Complete();
            await writing;
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (IsEnd(e))
        {
            pieces.Writer.TryComplete();
            to.Close();
            from.Close();
        }

        async Task WriteAsync()
        {
            await foreach (var (due, bytes) in pieces.Reader.ReadAllAsync(ended.Token))
            {
                if (due - Environment.TickCount64 is > 0 and var wait) await Task.Delay((int)wait, ended.Token);
                await passing.Task.WaitAsync(ended.Token);
                await to.SendAsync(bytes, ended.Token);
            }
        }
    }

    private static bool IsEnd(Exception e) => e is SocketException or ObjectDisposedException or OperationCanceledException;

    private static TaskCompletionSource Passing()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open.SetResult();
        return open;
    }
}
