using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Crm.Core.Mail;
using Microsoft.Extensions.Options;

namespace Crm.Infrastructure.Mail;

/// <summary>Hands mails to an SMTP server.</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options) : IMailTransport
{
    private readonly MailOptions settings = options.Value;

    public bool IsConfigured => !string.IsNullOrEmpty(settings.Host);

    public async Task SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.StartTls };
        if (settings.UserName is { Length: > 0 })
            client.Credentials = new NetworkCredential(settings.UserName, settings.Password);
        using var message = Message(mail);
        try
        {
            await client.SendMailAsync(message, ct);
        }
        catch (SmtpException refused) when ((int)refused.StatusCode is >= 550 and < 560)
        {
            throw new MailRefusedException(refused.Message, refused);
        }
    }

    private MailMessage Message(OutgoingMail mail)
    {
        var message = new MailMessage(new MailAddress(settings.From), new MailAddress(mail.To))
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.TextBody,
            BodyEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", mail.MessageId);
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.HtmlBody, Encoding.UTF8, MediaTypeNames.Text.Html));
        return message;
    }
}
