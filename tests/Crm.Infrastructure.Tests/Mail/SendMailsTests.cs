using Crm.Core.Data;
using Crm.Core.Mail;
using Crm.Infrastructure.Mail;
using Crm.Infrastructure.Tests.Identity;
using Crm.Infrastructure.Tests.Running;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Crm.Infrastructure.Tests.Mail;

public sealed class SendMailsTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    [SmtpFact]
    public async Task A_stored_mail_arrives_once_in_both_forms_under_its_own_id()
    {
        await using var server = await SmtpSink.StartAsync();
        var (send, database) = (await SenderAsync(server.Port), await databases.On(DatabaseKind.Sqlite));
        await PutAsync(database, "李娜 <a&b>", "lina@acme.example");
        var stored = await OnlyAsync(database, "lina@acme.example");

        await send.RunAsync(default);
        var received = await server.NextAsync();
        await send.RunAsync(default);

        Assert.Equal(("lina@acme.example", stored.Subject, stored.MessageId), (received.To, received.Subject, received.MessageId));
        Assert.Contains("李娜 <a&b>", received.Text);
        Assert.Contains("李娜 &lt;a&amp;b&gt;", received.Html);
        var sent = await OnlyAsync(database, "lina@acme.example");
        Assert.NotNull(sent.SentAt);
        Assert.Equal(1, sent.Attempts);
        Assert.Empty(sent.TextBody);
    }

    [SmtpFact]
    public async Task A_refused_recipient_is_given_up_and_a_busy_server_is_tried_again()
    {
        await using var server = await SmtpSink.StartAsync();
        var (send, database) = (await SenderAsync(server.Port), await databases.On(DatabaseKind.Sqlite));
        await PutAsync(database, "Ben", "refused@acme.example");
        await PutAsync(database, "Cleo", "busy@acme.example");

        await send.RunAsync(default);

        var (refused, busy) = (await OnlyAsync(database, "refused@acme.example"), await OnlyAsync(database, "busy@acme.example"));
        Assert.NotNull(refused.FailedAt);
        Assert.Null(busy.FailedAt);
        Assert.Null(busy.SendingAt);
        Assert.True(busy.NotBefore > busy.CreatedAt);
        Assert.NotNull(busy.LastFailure);
    }

    [Fact]
    public async Task Without_a_server_mails_wait()
    {
        var database = await databases.On(DatabaseKind.Sqlite);
        await PutAsync(database, "Dora", "dora@acme.example");

        await database.Services.GetRequiredService<SendMails>().RunAsync(default);

        var waiting = await OnlyAsync(database, "dora@acme.example");
        Assert.Equal((0, null), (waiting.Attempts, waiting.SentAt));
    }

    private async Task<SendMails> SenderAsync(int port)
    {
        var services = (await databases.On(DatabaseKind.Sqlite)).Services;
        var transport = new SmtpTransport(Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, StartTls = false, From = "no-reply@crm.example" }));
        return new SendMails(services.GetRequiredService<IPlatformDbFactory>(), transport, services.GetRequiredService<TimeProvider>());
    }

    private static Task PutAsync(TestDatabase database, string name, string to) => database.Services.GetRequiredService<Outbox>()
        .PutAsync(new Letter("reset", to, "zh-Hans") { Values = [name, "Acme"], Link = "https://acme.crm.example/reset-password/abc" }, Visitor.Site, default);

    private static async Task<OutgoingMail> OnlyAsync(TestDatabase database, string to)
    {
        await using var db = database.Services.GetRequiredService<IPlatformDbFactory>().Open();
        return await db.Set<OutgoingMail>().AsNoTracking().SingleAsync(m => m.To == to);
    }
}
