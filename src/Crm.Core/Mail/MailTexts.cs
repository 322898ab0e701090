namespace Crm.Core.Mail;

/// <summary>Marks the resource family of the mails' texts: for each kind its subject, text, button and closing line.</summary>
public sealed class MailTexts;
