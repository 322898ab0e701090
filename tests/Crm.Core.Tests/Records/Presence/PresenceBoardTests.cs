using Crm.Core.Data;
using Crm.Core.Records;
using Crm.Core.Records.Presence;
using Crm.Core.Shared;

namespace Crm.Core.Tests.Records.Presence;

/// <summary>Two nodes that hear each other, and people who open records on them.</summary>
public sealed class PresenceBoardTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly Clock clock = new();
    private readonly Guid acme = Ids.Next();
    private readonly RecordLink deal = new("deals", Ids.Next());
    private readonly Present anna = new(Ids.Next(), "Anna");
    private readonly Present ben = new(Ids.Next(), "Ben");
    private int told;

    [Fact]
    public async Task People_at_one_record_see_each_other_across_nodes_until_they_leave()
    {
        var (here, there) = Nodes();
        await using var annas = await here.EnterAsync(acme, deal, anna, Told, Ct);
        Assert.Empty(annas.Others);

        var bens = await there.EnterAsync(acme, deal, ben, () => Task.CompletedTask, Ct);
        // Somebody who was here first says so again within a renewal.
        await annas.RenewAsync(Ct);
        Assert.Equal([ben], annas.Others);
        Assert.Equal([anna], bens.Others);
        Assert.Equal(1, told);

        await bens.DisposeAsync();
        Assert.Empty(annas.Others);
        Assert.Equal(2, told);
    }

    [Fact]
    public async Task A_second_window_is_no_second_person_and_other_records_and_companies_are_apart()
    {
        var (here, _) = Nodes();
        await using var first = await here.EnterAsync(acme, deal, anna, Told, Ct);
        await using var second = await here.EnterAsync(acme, deal, anna, Told, Ct);
        await using var elsewhere = await here.EnterAsync(acme, new RecordLink("deals", Ids.Next()), ben, Told, Ct);
        await using var stranger = await here.EnterAsync(Ids.Next(), deal, ben, Told, Ct);

        Assert.Empty(first.Others);
        Assert.Empty(stranger.Others);
    }

    [Fact]
    public async Task Whoever_is_not_heard_of_any_more_is_forgotten()
    {
        var (here, there) = Nodes();
        await using var annas = await here.EnterAsync(acme, deal, anna, Told, Ct);
        var bens = await there.EnterAsync(acme, deal, ben, Told, Ct);
        clock.Now += PresenceBoard.Forgotten + TimeSpan.FromSeconds(1);
        Assert.Empty(annas.Others);

        await bens.RenewAsync(Ct);
        Assert.Equal([ben], annas.Others);
    }

    private Task Told()
    {
        told++;
        return Task.CompletedTask;
    }

    private (PresenceBoard Here, PresenceBoard There) Nodes()
    {
        var (one, two) = (new Wire(), new Wire());
        (one.Other, two.Other) = (two, one);
        return (new PresenceBoard(one, clock), new PresenceBoard(two, clock));
    }

    private sealed class Wire : INodeChannel
    {
        public event Action<string, string>? Heard;

        public Wire? Other { get; set; }

        public Task SendAsync(string topic, string message, CancellationToken ct)
        {
            Other!.Heard?.Invoke(topic, message);
            return Task.CompletedTask;
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
