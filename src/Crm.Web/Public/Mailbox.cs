namespace Crm.Web.Public;

/// <summary>
/// Whether mails can be read on the site itself: while developing, or with the setting <c>Mail:Mailbox</c>. Never on a site
/// that strangers reach: every mail of every company is in it.
/// </summary>
public sealed class Mailbox(IConfiguration configuration, IHostEnvironment environment)
{
    public const string Path = "/dev/mailbox";

    public bool IsOpen => configuration.GetValue("Mail:Mailbox", environment.IsDevelopment());
}
