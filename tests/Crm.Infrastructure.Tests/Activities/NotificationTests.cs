using Crm.Core.Activities;
using Crm.Core.Activities.Notifications;
using Crm.Core.Records;
using Crm.Core.Records.Changes;
using Crm.Infrastructure.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Activities;

public sealed class NotificationTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, OnEveryDatabase]
    public async Task Who_is_mentioned_in_a_note_about_a_deal_is_told_once_and_its_author_is_not(DatabaseKind on)
    {
        var (acme, wei) = await databases.OpenWithWeiAsync(on);
        var deal = await acme.CreateAsync("deals", ("name", "Hatfan · GTK 500"));
        var words = $"{Mentions.Write(wei, "Li Wei")} please call them, says {Mentions.Write(acme.OwnerId, "Olivia Owner")}";

        var note = await acme.CreateAsync("notes", ("text", words), ("about", new RecordLink("deals", deal)));
        await acme.DoAsync(s => s.GetRequiredService<RecordStore>().UpdateAsync("notes", note, Acting.Values(("text", words + " today")), null, Ct));

        var item = Assert.Single((await acme.InboxPageAsync(wei)).Items);
        Assert.Equal((NotificationKind.Mention, "Olivia Owner", "Hatfan · GTK 500", false), (item.Kind, item.ByName, item.Title, item.IsRead));
        Assert.Equal(new RecordLink("deals", deal), item.About);
        Assert.Equal(new RecordLink("notes", note), item.Entry);
        Assert.Equal("@Li Wei please call them, says @Olivia Owner", item.Arguments[0]);
        Assert.Empty((await acme.InboxPageAsync(acme.OwnerId)).Items);
    }

    [Theory, OnEveryDatabase]
    public async Task Who_is_given_a_task_by_a_colleague_is_told_and_who_takes_one_is_not(DatabaseKind on)
    {
        var (acme, wei) = await databases.OpenWithWeiAsync(on);

        var given = await acme.CreateAsync("tasks", ("title", "Check the stock"), ("owner", wei));
        await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync("tasks", Acting.Values(("title", "My own"), ("owner", wei)), Ct), wei);
        var later = await acme.CreateAsync("tasks", ("title", "Prepare the demo"));
        await acme.DoAsync(s => s.GetRequiredService<RecordStore>().UpdateAsync("tasks", later, Acting.Values(("owner", wei)), null, Ct));

        var inbox = await acme.InboxPageAsync(wei);
        Assert.Equal([later, given], inbox.Items.Select(i => i.About!.Value.Id));
        Assert.All(inbox.Items, i => Assert.Equal(NotificationKind.Assigned, i.Kind));
    }

    [Theory, OnEveryDatabase]
    public async Task Many_deals_given_at_once_make_one_message_and_an_import_makes_none(DatabaseKind on)
    {
        var (acme, wei) = await databases.OpenWithWeiAsync(on);
        Task Give(ChangeCause cause) => acme.DoAsync(s => s.GetRequiredService<RecordStore>().WriteAsync(
            new WriteBatch("deals", [.. Enumerable.Range(1, 3).Select(i => RecordWrite.Create(Acting.Values(("name", $"Deal {i}"), ("owner", wei))))]) { Cause = cause }, Ct));

        await Give(ChangeCause.Bulk);
        await Give(ChangeCause.Import);

        var item = Assert.Single((await acme.InboxPageAsync(wei)).Items);
        Assert.Equal(NotificationKind.AssignedMany, item.Kind);
        Assert.Equal(["deals", "3"], item.Arguments);
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_reads_or_counts_what_is_about_a_record_that_they_may_not_see(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var sam = await acme.JoinAsync("Sam Sales", "member");
        var deal = await acme.CreateAsync("deals", ("name", "Konex"), ("owner", sam));
        Assert.Equal(1, await acme.UnreadAsync(sam));

        await acme.DoAsync(s => s.GetRequiredService<RecordStore>().DeleteAsync("deals", deal, Ct));

        Assert.Equal(0, await acme.UnreadAsync(sam));
        Assert.Empty((await acme.InboxPageAsync(sam)).Items);
    }

    [Theory, OnEveryDatabase]
    public async Task An_inbox_is_read_in_pages_and_marked_as_read(DatabaseKind on)
    {
        var (acme, wei) = await databases.OpenWithWeiAsync(on);
        for (var i = 1; i <= 5; i++)
            await acme.CreateAsync("tasks", ("title", $"Task {i}"), ("owner", wei));

        var first = await acme.InboxPageAsync(wei, take: 3);
        var second = await acme.DoAsync(s => s.GetRequiredService<Inbox>().PageAsync(first.Next, 3, false, Ct), wei);
        Assert.Equal(["Task 5", "Task 4", "Task 3", "Task 2", "Task 1"], first.Items.Concat(second.Items).Select(i => i.Title));
        Assert.Null(second.Next);

        Assert.Equal(1, await acme.DoAsync(s => s.GetRequiredService<MarkRead>().RunAsync([first.Items[0].Id], Ct), wei));
        Assert.Equal(4, await acme.UnreadAsync(wei));
        Assert.Equal(0, await acme.DoAsync(s => s.GetRequiredService<MarkRead>().RunAsync(null, Ct)));
        Assert.Equal(4, await acme.DoAsync(s => s.GetRequiredService<MarkRead>().RunAsync(null, Ct), wei));
        Assert.Empty((await acme.DoAsync(s => s.GetRequiredService<Inbox>().PageAsync(null, 10, true, Ct), wei)).Items);
    }

    [Theory, OnEveryDatabase]
    public async Task An_inbox_is_narrowed_to_kinds_and_what_was_marked_as_read_is_taken_back(DatabaseKind on)
    {
        var (acme, wei) = await databases.OpenWithWeiAsync(on);
        await acme.CreateAsync("tasks", ("title", "Check the stock"), ("owner", wei));
        await acme.CreateAsync("notes", ("text", Mentions.Write(wei, "Li Wei") + " look"), ("about", new RecordLink("deals", await acme.CreateAsync("deals", ("name", "Konex")))));
        var newest = (await acme.InboxPageAsync(wei)).Items[0].Id;
        await acme.DoAsync(s => s.GetRequiredService<MarkRead>().RunAsync([newest], Ct), wei);
        var since = DateTime.UtcNow;

        Assert.Equal(1, await acme.DoAsync(s => s.GetRequiredService<MarkRead>().RunAsync(null, Ct), wei));
        var mentions = await acme.DoAsync(s => s.GetRequiredService<Inbox>().PageAsync(null, 10, false, Ct, [NotificationKind.Mention]), wei);
        Assert.Equal("Konex", Assert.Single(mentions.Items).Title);

        await using (var scope = acme.As(wei))
            await scope.ServiceProvider.GetRequiredService<MarkUnread>().RunAsync(null, since, Ct);
        Assert.Equal(1, await acme.UnreadAsync(wei));
    }

    [Theory, OnEveryDatabase]
    public async Task A_kind_that_is_switched_off_is_neither_shown_nor_counted_for_that_member_alone(DatabaseKind on)
    {
        var (acme, wei) = await databases.OpenWithWeiAsync(on);
        var sam = await acme.JoinAsync("Sam Sales", "member");
        foreach (var owner in new[] { wei, sam })
            await acme.CreateAsync("tasks", ("title", "Check the stock"), ("owner", owner));
        Task ChooseAsync(bool wanted) => acme.DoAsync(async s =>
        {
            await s.GetRequiredService<MutedKinds>().ChooseAsync(NotificationKind.Assigned, wanted, Ct);
            return true;
        }, wei);

        await ChooseAsync(false);

        Assert.Equal((0, 1), (await acme.UnreadAsync(wei), await acme.UnreadAsync(sam)));
        Assert.Empty((await acme.InboxPageAsync(wei)).Items);
        await ChooseAsync(true);
        Assert.Equal(1, await acme.UnreadAsync(wei));
    }

    [Theory, OnEveryDatabase]
    public async Task A_refused_write_tells_nobody(DatabaseKind on)
    {
        var (acme, wei) = await databases.OpenWithWeiAsync(on);

        var refused = await acme.DoAsync(s => s.GetRequiredService<RecordStore>().CreateAsync("tasks", Acting.Values(("title", null), ("owner", wei)), Ct));

        Assert.False(refused.Succeeded);
        Assert.Equal(0, await acme.UnreadAsync(wei));
    }

    [Theory, OnEveryDatabase]
    public async Task Pinned_entries_are_few_and_for_those_who_see_the_record(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var deal = new RecordLink("deals", await acme.CreateAsync("deals", ("name", "Konex")));
        for (var i = 0; i < PinEntry.Most; i++)
            Assert.True((await PinAsync(acme, deal, await NoteAsync(acme, deal), true)).Succeeded);
        var last = await NoteAsync(acme, deal);

        Assert.Equal("pins-full", Assert.Single((await PinAsync(acme, deal, last, true)).Refusals).Code);
        Assert.Equal("record-unknown", Assert.Single((await PinAsync(acme, new RecordLink("deals", Guid.CreateVersion7()), last, true)).Refusals).Code);
    }

    private static async Task<RecordLink> NoteAsync(Company acme, RecordLink about) =>
        new("notes", await acme.CreateAsync("notes", ("text", "They ask for 4 %"), ("about", about)));

    private static Task<Crm.Core.Shared.Outcome<bool>> PinAsync(Company acme, RecordLink about, RecordLink entry, bool pinned) =>
        acme.DoAsync(s => s.GetRequiredService<PinEntry>().RunAsync(about, entry, pinned, Ct));
}
