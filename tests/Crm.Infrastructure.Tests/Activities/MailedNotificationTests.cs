using System.Globalization;
using Crm.Core.Activities;
using Crm.Core.Activities.Notifications;
using Crm.Core.Activities.Reminders;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Identity.Members;
using Crm.Core.Mail;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Tenancy;
using Crm.Infrastructure.Mail;
using Crm.Infrastructure.Tests.Identity;
using Crm.Infrastructure.Tests.Mail;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Infrastructure.Tests.Activities;

public sealed class MailedNotificationTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly DateTime Nine = new(2099, 6, 1, 9, 0, 0, DateTimeKind.Utc);

    [SmtpFact]
    public async Task A_reminder_arrives_by_mail_in_the_language_and_time_of_its_reader_with_a_link_to_the_record()
    {
        await using var server = await SmtpSink.StartAsync();
        var acme = await databases.OpenAsync(DatabaseKind.Sqlite);
        await WishAsync(acme, NotificationKind.Reminder);
        await acme.DoAsync(s => s.GetRequiredService<UpdateProfile>().RunAsync(new Profile("Olivia Owner", "zh-Hans", "Asia/Shanghai"), Ct));
        var call = await acme.CreateAsync("calls", ("subject", "Konex <b>"), ("at", Nine));
        await SettleAsync(acme, Nine.AddMinutes(-10));

        Assert.Equal(1, await MailAsync(acme, Nine.AddMinutes(-10), server.Port));
        await new SendMails(acme.Database.Services.GetRequiredService<IPlatformDbFactory>(), Transport(server.Port), new Stopped(Nine)).RunAsync(Ct);

        var mail = await server.NextAsync();
        Assert.Equal("olivia@acme.example", mail.To);
        Assert.Equal($"提醒：Konex <b>，{Nine.AddHours(8).ToString("f", CultureInfo.GetCultureInfo("zh-Hans"))}", mail.Subject);
        Assert.Contains($"https://{acme.Tenant.Address}.crm.example/calls/{call}", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Konex &lt;b&gt;", mail.Html, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Many_nodes_and_one_that_died_before_it_noted_it_leave_one_mail(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        await WishAsync(acme, NotificationKind.Reminder);
        await acme.CreateAsync("meetings", ("subject", "Board"), ("startsAt", Nine));
        await SettleAsync(acme, Nine);

        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MailAsync(acme, Nine))));
        await using (var scope = acme.As())
        await using (var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open())
            await db.Set<Notification>().ExecuteUpdateAsync(n => n.SetProperty(x => x.MailSettledAt, (DateTime?)null), Ct);
        var again = await MailAsync(acme, Nine);

        Assert.Equal((1, 0), (written.Sum(), again));
        Assert.Single(await MailsAsync(acme));
    }

    [Theory, OnEveryDatabase]
    public async Task Nothing_is_mailed_that_was_not_wished_was_read_came_before_the_wish_or_may_not_be_seen(DatabaseKind on)
    {
        var (acme, wei) = await databases.OpenWithWeiAsync(on);
        await AddressAsync(acme, wei, "wei@acme.example");
        await acme.CreateAsync("tasks", ("title", "Before the wish"), ("owner", wei));
        await WishAsync(acme, NotificationKind.Assigned, wei);
        var seen = await acme.CreateAsync("tasks", ("title", "Wanted"), ("owner", wei));
        var deleted = await acme.CreateAsync("tasks", ("title", "Deleted"), ("owner", wei));
        await acme.DeleteAsync("tasks", deleted);
        await acme.CreateAsync("tasks", ("title", "Read at once"), ("owner", wei));
        var newest = (await acme.InboxAsync(wei))[0];
        Assert.Equal("Read at once", newest.Title);
        await acme.DoAsync(s => s.GetRequiredService<MarkRead>().RunAsync([newest.Id], Ct), wei);
        await acme.CreateAsync("notes", ("text", Mentions.Write(wei, "Li Wei") + " not wished"), ("about", new RecordLink("tasks", seen)));
        await acme.CreateAsAsync(wei, "tasks", ("title", "Nobody's business"), ("owner", acme.OwnerId));

        await MailAsync(acme, DateTime.UtcNow);

        var mail = Assert.Single(await MailsAsync(acme));
        Assert.Equal(("wei@acme.example", "Olivia Owner gave you Wanted"), (mail.To, mail.Subject));
    }

    [Theory, OnEveryDatabase]
    public async Task Who_has_left_gets_no_mail_and_without_a_mail_server_none_is_kept_for_later(DatabaseKind on)
    {
        var (acme, wei) = await databases.OpenWithWeiAsync(on);
        await AddressAsync(acme, wei, "wei@acme.example");
        await WishAsync(acme, NotificationKind.Assigned, wei);
        await acme.CreateAsync("tasks", ("title", "Check the stock"), ("owner", wei));

        Assert.Equal(0, await acme.DoAsync(s => s.GetRequiredService<MailNotifications>().RunAsync(Visitor.Site, Ct)));
        await acme.DoAsync(async s =>
        {
            await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
            return await db.Set<Member>().Where(m => m.Id == wei).ExecuteUpdateAsync(m => m.SetProperty(x => x.DeactivatedAt, Nine), Ct);
        });
        Assert.Equal(0, await MailAsync(acme, DateTime.UtcNow));
        Assert.Empty(await MailsAsync(acme));
    }

    [Theory, OnEveryDatabase]
    public async Task A_new_entry_takes_its_owners_habit_and_what_it_says_itself_goes_before(DatabaseKind on)
    {
        var (acme, wei) = await databases.OpenWithWeiAsync(on);
        Task<bool> ChooseAsync(string? lead) => acme.DoAsync(async s => (await s.GetRequiredService<ReminderHabits>().ChooseAsync("meetings", lead, Ct)).Succeeded);
        async Task<string?> ReminderAsync(Guid? owner = null, string? said = null)
        {
            var values = new List<(string, object?)> { ("subject", "Board"), ("startsAt", Nine), ("owner", owner ?? acme.OwnerId) };
            if (said is not null)
                values.Add(("reminder", said));
            var id = await acme.CreateAsync("meetings", [.. values]);
            return await acme.DoAsync(async s =>
            {
                await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
                return await db.Set<Meeting>().Where(m => m.Id == id).Select(m => m.Reminder).SingleAsync(Ct);
            });
        }

        Assert.True(await ChooseAsync("1-hour"));
        Assert.False(await ChooseAsync("at-noon"));

        Assert.Equal("1-hour", await ReminderAsync());
        Assert.Equal("none", await ReminderAsync(said: "none"));
        Assert.Equal("10-minutes", await ReminderAsync(owner: wei));
        Assert.True(await ChooseAsync(null));
        Assert.Equal("10-minutes", await ReminderAsync());
    }

    private static Task<int> SettleAsync(Company acme, DateTime now) => acme.DoAsync(s => new SettleReminders(
        s.GetRequiredService<ICrmDbFactory>(), s.GetRequiredService<RecordReader>(), new Stopped(now)).RunAsync(Ct));

    /// <summary>The job as the clock calls it: for the product, not for a person.</summary>
    private static async Task<int> MailAsync(Company acme, DateTime now, int port = 25)
    {
        await using var scope = acme.Database.Services.CreateAsyncScope();
        var s = scope.ServiceProvider;
        s.GetRequiredService<TenantScope>().Enter(acme.Tenant);
        s.GetRequiredService<CurrentActor>().Enter(Actor.System("mail-notifications"));
        return await new MailNotifications(
            s.GetRequiredService<ICrmDbFactory>(), s.GetRequiredService<IPlatformDbFactory>(), Transport(port), s.GetRequiredService<ComposeMail>(), s.GetRequiredService<RecordReader>(),
            s.GetRequiredService<CurrentActor>(), s.GetRequiredService<ActorDirectory>(), s.GetRequiredService<TenantScope>(), new Stopped(now)).RunAsync(Visitor.Site, Ct);
    }

    private static SmtpTransport Transport(int port) => new(Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, StartTls = false, From = "no-reply@crm.example" }));

    private static Task WishAsync(Company acme, NotificationKind kind, Guid? member = null) => acme.DoAsync(async s =>
    {
        await s.GetRequiredService<MailedKinds>().ChooseAsync(kind, true, Ct);
        return true;
    }, member);

    private static Task AddressAsync(Company acme, Guid member, string address) => acme.DoAsync(async s =>
    {
        await using var db = s.GetRequiredService<ICrmDbFactory>().Open();
        return await db.Set<Member>().Where(m => m.Id == member).ExecuteUpdateAsync(m => m.SetProperty(x => x.Email, address), Ct);
    });

    private static async Task<List<OutgoingMail>> MailsAsync(Company acme)
    {
        await using var db = acme.Database.Services.GetRequiredService<IPlatformDbFactory>().Open();
        return await db.Set<OutgoingMail>().AsNoTracking().Where(m => m.TenantId == acme.Tenant.Id).ToListAsync();
    }
}
