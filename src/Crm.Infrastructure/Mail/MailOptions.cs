namespace Crm.Infrastructure.Mail;

/// <summary>Settings of the section <c>Mail</c>. Without a host nothing is sent and mails stay in the outbox.</summary>
public sealed class MailOptions
{
    public string? Host { get; set; }

    public int Port { get; set; } = 587;

    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>The sender, such as <c>Guanxi CRM &lt;no-reply@crm.example.com&gt;</c>.</summary>
    public string From { get; set; } = "no-reply@localhost";

    /// <summary>Encrypts the connection by STARTTLS; servers that want TLS from the first byte (port 465) are not supported.</summary>
    public bool StartTls { get; set; } = true;
}
