namespace Crm.Core.Mail;

/// <summary>Seam to whatever carries mail.</summary>
public interface IMailTransport
{
    /// <summary>Without it mails stay in the outbox.</summary>
    bool IsConfigured { get; }

    /// <summary>Hands one mail over. Throws <see cref="MailRefusedException"/> when it will never be taken, anything else when a later try may help.</summary>
    Task SendAsync(OutgoingMail mail, CancellationToken ct);
}

/// <summary>The server said no for good: an unknown recipient, a forbidden sender.</summary>
public sealed class MailRefusedException(string message, Exception? inner = null) : Exception(message, inner);
