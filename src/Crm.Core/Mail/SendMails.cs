using Crm.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Mail;

/// <summary>
/// Sends what waits in the outbox. A mail is marked before and after it is handed over: after a crash only what was under way
/// is sent again, under the same Message-ID, and two nodes never take the same one.
/// </summary>
public sealed class SendMails(IPlatformDbFactory platforms, IMailTransport transport, TimeProvider clock)
{
    public const int MaxAttempts = 8;
    private const int BatchSize = 20;
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OneTry = TimeSpan.FromMinutes(2);

    /// <returns>How many mails were tried.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        if (!transport.IsConfigured)
            return 0;
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = platforms.Open();
        var waiting = await db.Set<OutgoingMail>().AsNoTracking()
            .Where(m => m.SentAt == null && m.FailedAt == null && m.NotBefore <= now && (m.SendingAt == null || m.SendingAt < now - GivenUpAfter))
            .OrderBy(m => m.NotBefore).Take(BatchSize).ToListAsync(ct);
        foreach (var mail in waiting)
            if (await TakeAsync(db, mail, ct))
                await SendAsync(db, mail, ct);
        return waiting.Count;
    }

    private async Task<bool> TakeAsync(IPlatformDb db, OutgoingMail mail, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var taken = await db.Set<OutgoingMail>().Where(m => m.Id == mail.Id && m.SentAt == null && m.FailedAt == null && m.SendingAt == mail.SendingAt)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.SendingAt, now).SetProperty(m => m.Attempts, m => m.Attempts + 1), ct);
        mail.Attempts++;
        return taken == 1;
    }

    private async Task SendAsync(IPlatformDb db, OutgoingMail mail, CancellationToken ct)
    {
        var row = db.Set<OutgoingMail>().Where(m => m.Id == mail.Id);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(OneTry);
        try
        {
            await transport.SendAsync(mail, limit.Token);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            await PutBackAsync(row, mail, failure, ct);
            return;
        }
        // It was handed over: this must be written even while the product stops. The texts hold links that act for a person.
        var sentAt = clock.GetUtcNow().UtcDateTime;
        await row.ExecuteUpdateAsync(set => set.SetProperty(m => m.SentAt, sentAt).SetProperty(m => m.SendingAt, (DateTime?)null)
            .SetProperty(m => m.TextBody, "").SetProperty(m => m.HtmlBody, ""), CancellationToken.None);
    }

    private async Task PutBackAsync(IQueryable<OutgoingMail> row, OutgoingMail mail, Exception failure, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        DateTime? failedAt = failure is MailRefusedException || mail.Attempts >= MaxAttempts ? now : null;
        var notBefore = now + Wait(mail.Attempts);
        await row.ExecuteUpdateAsync(set => set.SetProperty(m => m.SendingAt, (DateTime?)null).SetProperty(m => m.FailedAt, failedAt)
            .SetProperty(m => m.NotBefore, notBefore).SetProperty(m => m.LastFailure, failure.Message), ct);
    }

    /// <summary>30 s, 1 min, 2 min … up to an hour.</summary>
    private static TimeSpan Wait(int attempts) => TimeSpan.FromSeconds(Math.Min(30 * Math.Pow(2, attempts - 1), 3600));
}
