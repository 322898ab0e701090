using System.Globalization;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Mail;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Activities.Notifications;

/// <summary>
/// Puts into the outbox what members want by e-mail. The notification itself is the stored intent: it was written in the transaction
/// of what it tells of, and its mail bears the same id, so that a crash or a second node at any point leaves one mail. Each is written
/// with the rights, language and time zone of whom it is for: what they may not see, or have read already, is not sent.
/// </summary>
public sealed class MailNotifications(
    ICrmDbFactory dbs, IPlatformDbFactory platforms, IMailTransport transport, ComposeMail compose, RecordReader reader,
    CurrentActor actors, ActorDirectory directory, TenantScope scope, TimeProvider clock)
{
    private const int MostAtOnce = 200;

    /// <summary>What could not be sent for longer helps nobody any more.</summary>
    private static readonly TimeSpan StillHelps = TimeSpan.FromDays(1);

    /// <returns>How many mails were written.</returns>
    public async Task<int> RunAsync(SiteAddress site, CancellationToken ct)
    {
        // Without a way to send, mails would lie in the outbox and come all at once when there is one.
        if (!transport.IsConfigured)
            return 0;
        var written = 0;
        foreach (var member in (await DueAsync(ct)).GroupBy(n => n.MemberId))
        {
            var reachable = await ReachAsync(member.Key, ct);
            foreach (var notification in member)
            {
                if (reachable is var (actor, address) && notification.ReadAt is null && await LetterAsync(notification, actor, address, site, ct) is { } letter
                    && await PutAsync(letter, site, ct))
                    written++;
                await SettleAsync(notification.Id, ct);
            }
        }
        return written;
    }

    private async Task<List<Notification>> DueAsync(CancellationToken ct)
    {
        var oldest = clock.GetUtcNow().UtcDateTime - StillHelps;
        await using var db = dbs.Open();
        var wishes = db.Set<MailedKind>();
        return await db.Set<Notification>().AsNoTracking()
            .Where(n => n.MailSettledAt == null && n.At >= oldest && wishes.Any(w => w.MemberId == n.MemberId && w.Kind == n.Kind && w.Since <= n.At))
            .OrderBy(n => n.At).Take(MostAtOnce).ToListAsync(ct);
    }

    /// <summary>Acts from here on as the member, as far as reading goes; null for who has left or has no address.</summary>
    private async Task<(Actor Actor, string Address)?> ReachAsync(Guid member, CancellationToken ct)
    {
        if (await directory.MemberAsync(member, ct) is not { } actor)
            return null;
        actors.Enter(actor);
        await using var db = dbs.Open();
        return await db.Set<Member>().AsNoTracking().Where(m => m.Id == member).Select(m => m.Email).FirstOrDefaultAsync(ct) is { Length: > 0 } address ? (actor, address) : null;
    }

    private async Task<Letter?> LetterAsync(Notification notification, Actor actor, string address, SiteAddress site, CancellationToken ct)
    {
        var tenant = scope.Tenant;
        var path = "/inbox";
        var title = "";
        if (notification.About is not null)
        {
            if (!RecordLink.TryParse(notification.About, out var about) || !(await reader.TitlesAsync(about.Type, [about.Id], ct)).TryGetValue(about.Id, out var found))
                return null;
            (path, title) = ($"/{about}", Mentions.Plain(found.Split('\n')[0]));
        }
        var culture = actor.Culture ?? tenant.Culture;
        return new Letter(Kind(notification.Kind), address, culture)
        {
            Id = notification.Id,
            TenantId = tenant.Id,
            Values = [title, notification.ByName ?? "", Detail(notification, actor.Zone ?? tenant.Zone, CultureInfo.GetCultureInfo(culture)), tenant.Name],
            Link = site.OnTenant(tenant.Address, path),
        };
    }

    private static string Kind(NotificationKind kind) => kind switch
    {
        NotificationKind.Mention => "mention",
        NotificationKind.Assigned => "assigned",
        NotificationKind.AssignedMany => "assigned-many",
        _ => "reminder",
    };

    /// <summary>What the sentence says besides: the excerpt, the number, or when it is, on the reader's clock.</summary>
    private static string Detail(Notification notification, TimeZoneInfo zone, CultureInfo culture) => notification.Kind switch
    {
        NotificationKind.Mention => notification.Arguments.ElementAtOrDefault(0) ?? "",
        NotificationKind.AssignedMany => notification.Arguments.ElementAtOrDefault(1) ?? "",
        NotificationKind.Reminder or NotificationKind.Due when DateTime.TryParse(notification.Arguments.ElementAtOrDefault(1), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
            => TimeZoneInfo.ConvertTimeFromUtc(moment, zone).ToString("f", culture),
        _ => "",
    };

    private async Task<bool> PutAsync(Letter letter, SiteAddress site, CancellationToken ct)
    {
        await using var platform = platforms.Open();
        platform.Set<OutgoingMail>().Add(compose.Run(letter, site));
        try
        {
            await platform.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException failure) when (platform.IsUniqueViolation(failure))
        {
            // Another node, or this one before it died, has written the same mail.
            return false;
        }
    }

    private async Task SettleAsync(Guid notification, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = dbs.Open();
        await db.Set<Notification>().Where(n => n.Id == notification).ExecuteUpdateAsync(n => n.SetProperty(x => x.MailSettledAt, now), ct);
    }
}
