using Crm.Core.Data;
using Crm.Core.Tenancy;

namespace Crm.Core.Mail;

/// <summary>Puts a letter where <see cref="SendMails"/> finds it.</summary>
public sealed class Outbox(IPlatformDbFactory platforms, ComposeMail compose)
{
    public async Task PutAsync(Letter letter, SiteAddress site, CancellationToken ct)
    {
        await using var db = platforms.Open();
        db.Set<OutgoingMail>().Add(compose.Run(letter, site));
        await db.SaveChangesAsync(ct);
    }
}
