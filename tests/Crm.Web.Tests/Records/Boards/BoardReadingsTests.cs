using Crm.Core.Data;
using Crm.Core.Records.Boards;
using Crm.Web.Records.Boards;
using Crm.Web.Tests.Integration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Records.Boards;

/// <summary>News and moves read a board at the same time; what took longer must not say where a card stood before.</summary>
public sealed class BoardReadingsTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    [Fact]
    public Task A_card_that_was_moved_is_not_taken_back_by_a_reading_that_began_before() => OnBoardAsync(async (view, held) =>
    {
        var (card, to) = (view.Lanes[0].Cards[0], view.Lanes[1].Column);
        var slow = held.SecondOf(() => view.FollowAsync([card.Id], default));

        Assert.True((await view.MoveAsync(card, to, null, new DateOnly(2026, 3, 2), default)).Succeeded);
        held.LetGo();
        await slow;

        Assert.Equal(to.Key, view.Find(card.Id)!.Column);
        Assert.Equal((0, 1), (view.Lanes[0].Figures.Count, view.Lanes[1].Figures.Count));
    });

    [Fact]
    public Task News_that_come_while_all_cards_are_read_are_followed_afterwards() => OnBoardAsync(async (view, held) =>
    {
        var (card, to) = (view.Lanes[0].Cards[0], view.Lanes[1].Column);
        var slow = held.SecondOf(() => view.FollowAsync([card.Id], default));

        // Meanwhile the whole board is read, and the card is moved behind its back.
        await view.LoadAsync("deals", null, null, null, null, null, default);
        Assert.True((await held.Move.RunAsync(view.Shape!, card, to, default)).Succeeded);
        held.LetGo();
        await slow;

        Assert.Equal(to.Key, view.Find(card.Id)!.Column);
    });

    private async Task OnBoardAsync(Func<BoardView, Held, Task> act)
    {
        var acme = await product.SignUpAsync();
        Assert.Equal(201, (await acme.PostAsync("deals", """{"name":"Konex"}""")).Status);
        await acme.DoAsync(async services =>
        {
            var held = new Held(services.GetRequiredService<ICrmDbFactory>(), services.GetRequiredService<MoveCard>());
            var view = ActivatorUtilities.CreateInstance<BoardView>(services, ActivatorUtilities.CreateInstance<BoardReader>(services, held));
            await view.LoadAsync("deals", null, null, null, null, null, default);
            await view.CountAsync(default);
            await act(view, held);
            return true;
        });
    }

    /// <summary>Holds a reading before its second question, when it has seen the cards and not yet put them in their places.</summary>
    private sealed class Held(ICrmDbFactory dbs, MoveCard move) : ICrmDbFactory
    {
        private readonly AsyncLocal<int[]?> asked = new();
        private readonly ManualResetEventSlim gate = new();
        private readonly ManualResetEventSlim reached = new();

        public MoveCard Move => move;

        public ICrmDb Open()
        {
            if (asked.Value is { } count && ++count[0] == 2)
            {
                reached.Set();
                gate.Wait();
            }
            return dbs.Open();
        }

        /// <summary>Begins the reading and comes back once it stands before its second question.</summary>
        public Task SecondOf(Func<Task> reading)
        {
            var begun = Task.Run(() =>
            {
                asked.Value = [0];
                return reading();
            });
            reached.Wait();
            return begun;
        }

        public void LetGo() => gate.Set();
    }
}
