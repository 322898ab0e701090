using System.Diagnostics;
using System.Text.Json;

namespace Crm.Infrastructure.Tests.Mail;

/// <summary>A real SMTP server from tests/npm in a process of its own; it keeps what it is given, or refuses on request.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly Process process;

    private SmtpSink(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>The folder with the npm packages, where eng/test installed them.</summary>
    public static string? Packages => Environment.GetEnvironmentVariable("CRM_TEST_NPM");

    public static async Task<SmtpSink> StartAsync()
    {
        var process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(Packages!, "smtp-sink.mjs") },
            WorkingDirectory = Packages,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var port = int.Parse((await process.StandardOutput.ReadLineAsync(limit.Token))!);
        return new SmtpSink(process, port);
    }

    /// <summary>The next mail that arrived.</summary>
    public async Task<ReceivedMail> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return JsonSerializer.Deserialize<ReceivedMail>((await process.StandardOutput.ReadLineAsync(limit.Token))!, JsonSerializerOptions.Web)!;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

internal sealed record ReceivedMail(string To, string Subject, string MessageId, string Text, string Html);

/// <summary>Skipped where no SMTP server can be had.</summary>
public sealed class SmtpFactAttribute : FactAttribute
{
    public SmtpFactAttribute()
    {
        if (string.IsNullOrEmpty(SmtpSink.Packages))
            Skip = "CRM_TEST_NPM is not set; eng/test installs the SMTP server and sets it.";
    }
}
