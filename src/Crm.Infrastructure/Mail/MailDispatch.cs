using Crm.Core.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Mail;

/// <summary>Looks into the outbox every other second while the product runs.</summary>
internal sealed partial class MailDispatch(SendMails send, IMailTransport transport, TimeProvider clock, ILogger<MailDispatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!transport.IsConfigured)
            return;
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await send.RunAsync(stoppingToken) > 0)
                {
                }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                CouldNotSend(log, failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The outbox could not be worked through; trying again.")]
    private static partial void CouldNotSend(ILogger log, Exception failure);
}

internal static class MailRegistration
{
    public static IServiceCollection AddMailTransport(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<MailOptions>(configuration.GetSection("Mail"));
        services.AddSingleton<IMailTransport, SmtpTransport>();
        services.AddHostedService<MailDispatch>();
        return services;
    }
}
