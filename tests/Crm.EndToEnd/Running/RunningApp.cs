using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Crm.Tests;

namespace Crm.EndToEnd.Running;

public enum DatabaseKind { Sqlite, PostgreSql }

/// <summary>
/// The product as a process of its own, from the built output of Crm.Web, on a free port and an empty database of its own.
/// Settings are given as the operator would give them: by environment variables.
/// </summary>
public sealed class RunningApp : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(180);

    private readonly StringBuilder log = new();
    private readonly ProcessStartInfo start;
    private Process process;
    private readonly string folder;
    private readonly ScratchDatabase? scratch;
    private readonly string pidFile;

    private RunningApp(ProcessStartInfo start, string folder, ScratchDatabase? scratch, int port)
    {
        this.start = start;
        this.folder = folder;
        this.scratch = scratch;
        Port = port;
        process = NewProcess();
        pidFile = Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "crm-pids")).FullName, $"app-{port}");
    }

    public int Port { get; }

    /// <summary>The apex, without a tenant: http://localhost:port/</summary>
    public Uri Address => new($"http://localhost:{Port}/");

    /// <summary>A tenant's own host, which Chromium resolves and .NET does not: http://acme.localhost:port/</summary>
    public Uri AddressOf(string tenant) => new($"http://{tenant}.localhost:{Port}/");

    public string Log { get { lock (log) return log.ToString(); } }

    /// <summary>
    /// Setting under which the app says when it opens a circuit and when it lets one go, for <see cref="HasNoCircuitAsync"/>.
    /// </summary>
    public static KeyValuePair<string, string> TellsOfCircuits { get; } =
        new("Logging:LogLevel:Microsoft.AspNetCore.Components.Server.Circuits.CircuitHost", "Debug");

    /// <summary>
    /// Waits until the app keeps none of the circuits that it opened, one that was cut off included. The page that was left a moment
    /// ago has one too, so that "some circuit went" would say nothing of the page at hand.
    /// </summary>
    /// <exception cref="TimeoutException">It kept one for <see cref="StartLimit"/>.</exception>
    public async Task HasNoCircuitAsync()
    {
        for (var until = DateTime.UtcNow + StartLimit; ; await Task.Delay(50))
        {
            var said = Log;
            var opened = said.Split("Opening circuit with id").Length;
            if (opened > 1 && said.Split("Closing circuit with id").Length == opened) return;
            if (DateTime.UtcNow > until) throw new TimeoutException($"The app keeps a circuit.\n{said}");
        }
    }

    /// <param name="settings">By configuration key, for example "Database:Provider"; they win over the defaults here.</param>
    public static async Task<RunningApp> StartAsync(DatabaseKind on, IReadOnlyDictionary<string, string>? settings = null, CancellationToken ct = default)
    {
        var scratch = on == DatabaseKind.PostgreSql ? await ScratchDatabase.CreateAsync() : null;
        var folder = Directory.CreateTempSubdirectory("crm-app-").FullName;
        return await LaunchAsync(on.ToString(), scratch?.ConnectionString ?? $"Data Source={Path.Combine(folder, "crm.db")}", folder, scratch, settings, ct);
    }

    /// <summary>One more process on the database of this one, which outlives it.</summary>
    public Task<RunningApp> StartNodeAsync(IReadOnlyDictionary<string, string>? settings = null, CancellationToken ct = default) => LaunchAsync(
        start.Environment["Database__Provider"]!, start.Environment["Database__ConnectionString"]!,
        Directory.CreateTempSubdirectory("crm-app-").FullName, null, settings, ct);

    private static async Task<RunningApp> LaunchAsync(
        string provider, string connection, string folder, ScratchDatabase? scratch, IReadOnlyDictionary<string, string>? settings, CancellationToken ct)
    {
        var port = FreePort();
        var output = BuiltOutput.Of("Crm.Web");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { Path.Combine(output, "Crm.Web.dll") },
            WorkingDirectory = output,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Set("ASPNETCORE_ENVIRONMENT", "Development");
        Set("ASPNETCORE_URLS", $"http://127.0.0.1:{port}");
        // Every statement in the log would cost more than the tests look at it.
        Set("Logging:LogLevel:Microsoft", "Warning");
        Set("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Warning");
        Set("Database:Provider", provider);
        Set("Database:ConnectionString", connection);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>()) Set(key, value);

        var app = new RunningApp(start, folder, scratch, port);
        await app.BecomeAliveAsync(ct);
        return app;

        void Set(string key, string value) => start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
    }

    /// <summary>As by <c>kill -9</c>: no goodbye, no last write. The database and the files stay.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Starts the killed app again, on the same port and the same data.</summary>
    public async Task StartAgainAsync(CancellationToken ct = default)
    {
        process.Dispose();
        process = NewProcess();
        await BecomeAliveAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        process.Dispose();
        if (scratch is not null) await scratch.DisposeAsync();
        File.Delete(pidFile);
        await File.WriteAllTextAsync(Path.Combine(BuiltOutput.Results, $"app-{Port}.log"), Log);
        Directory.Delete(folder, recursive: true);
    }

    private Process NewProcess()
    {
        var made = new Process { StartInfo = start };
        made.OutputDataReceived += Keep;
        made.ErrorDataReceived += Keep;
        return made;
    }

    private async Task BecomeAliveAsync(CancellationToken ct)
    {
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await File.WriteAllTextAsync(pidFile, $"{process.Id}\n", ct);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(StartLimit);
        using var http = new HttpClient();
        try
        {
            while (!await AnswersAsync(http, limit.Token))
            {
                if (process.HasExited) throw new InvalidOperationException($"The app ended with code {process.ExitCode}.");
                await Task.Delay(100, limit.Token);
            }
        }
        catch (Exception reason)
        {
            var said = Log;
            await DisposeAsync();
            throw new InvalidOperationException($"The app did not come up.\n{said}", reason);
        }
    }

    private async Task<bool> AnswersAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync($"http://127.0.0.1:{Port}/health/live", ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (log) log.AppendLine(line.Data);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
