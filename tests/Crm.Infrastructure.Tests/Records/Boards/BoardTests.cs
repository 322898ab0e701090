using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Changes;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Crm.Core.Shared;
using Crm.Infrastructure.Tests.Running;
using Crm.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Tests.Records.Boards;

public sealed class BoardTests(EveryDatabase databases) : IClassFixture<EveryDatabase>
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly BoardSelection All = new();

    [Theory, OnEveryDatabase]
    public async Task The_figures_of_a_column_equal_what_is_stored(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var stages = await StagesAsync(scope.ServiceProvider);
        await DealsAsync(scope.ServiceProvider, acme.OwnerId, ("Ron-tech", "Prospecting", 55_00), ("Konex", "Engaging", 3_393_00), ("J-Texon", "Engaging", 5_482_00), ("Genco Pura", "Won", 4_821_00));
        await DealsAsync(scope.ServiceProvider, acme.OwnerId, ("No amount yet", "Engaging", null));

        var (board, figures) = await FiguresAsync(scope.ServiceProvider, All);

        await using var db = scope.ServiceProvider.GetRequiredService<ICrmDbFactory>().Open();
        var stored = await db.Set<Deal>().Include(d => d.Stage).ToListAsync(Ct);
        Assert.Equal(3, figures.Count);
        foreach (var column in board.Columns)
        {
            var deals = stored.Where(d => d.StageId == (Guid)column.Value!).ToList();
            var shown = figures.GetValueOrDefault(column.Key, BoardFigures.None);
            Assert.Equal(deals.Count, shown.Count);
            Assert.Equal(deals.Sum(d => d.Amount ?? 0), shown.Totals.Sum(m => m.Minor));
            Assert.Equal(deals.Sum(d => (d.Amount * d.Probability / 100) ?? 0), shown.Weighted.Sum(m => m.Minor));
        }
        Assert.Equal(3, figures[stages["Engaging"].ToString()].Count);
        Assert.Equal(new Money(8_875_00, "USD"), Assert.Single(figures[stages["Engaging"].ToString()].Totals));
        Assert.Equal(new Money(2_662_50, "USD"), Assert.Single(figures[stages["Engaging"].ToString()].Weighted));
    }

    [Theory, OnEveryDatabase]
    public async Task Tasks_stand_on_a_board_of_their_priority_and_nothing_stands_on_one_of_reminders(DatabaseKind on)
    {
        var acme = await databases.OpenAsync(on);
        var schema = await acme.DoAsync(s => s.GetRequiredService<SchemaSource>().GetAsync(Ct));

        Assert.Equal(["urgent", "high", "normal", "low"], BoardShape.Of(schema, schema["tasks"], null).Value.Columns.Select(c => c.Value).OfType<string>());
        Assert.All(schema.Types, type => Assert.DoesNotContain(BoardShape.Bases(type), field => field.Name == "reminder"));
        Assert.Equal("board-none", Assert.Single(BoardShape.Of(schema, schema["meetings"], null).Refusals).Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_sees_only_their_own_deals_sees_only_their_own_figures_and_cards(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        var moses = await acme.DoAsync(OwnScopeMemberAsync);
        await acme.DoAsync(s => DealsAsync(s, acme.OwnerId, ("Cancity", "Engaging", 1_054_00)));
        await acme.DoAsync(s => DealsAsync(s, moses, ("Isdom", "Engaging", 4_514_00)));

        await using var scope = acme.As(moses);
        var stages = await StagesAsync(scope.ServiceProvider);
        var (board, figures) = await FiguresAsync(scope.ServiceProvider, All);
        var cards = await CardsAsync(scope.ServiceProvider, board, All, "Engaging");

        Assert.Equal(stages["Engaging"].ToString(), Assert.Single(figures).Key);
        Assert.Equal((1, new Money(4_514_00, "USD")), (figures.Values.Single().Count, figures.Values.Single().Totals.Single()));
        Assert.Equal("Isdom", Assert.Single(cards).Title);
    }

    [Theory, OnEveryDatabase]
    public async Task Figures_and_cards_follow_the_filter_and_the_search(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        await DealsAsync(scope.ServiceProvider, acme.OwnerId, ("Konex small", "Engaging", 100_00), ("Konex large", "Engaging", 9_000_00), ("Hatfan large", "Engaging", 8_000_00));
        var wanted = new BoardSelection(FilterText.Parse("amount gt 500").Value, "konex");

        var (board, figures) = await FiguresAsync(scope.ServiceProvider, wanted);

        Assert.Equal(new Money(9_000_00, "USD"), figures.Values.Single().Totals.Single());
        Assert.Equal("Konex large", Assert.Single(await CardsAsync(scope.ServiceProvider, board, wanted, "Engaging")).Title);
    }

    [Theory, OnEveryDatabase]
    public async Task Amounts_of_two_currencies_are_not_added_up(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        await DealsAsync(scope.ServiceProvider, acme.OwnerId, ("One", "Proposal", 100_00), ("Two", "Proposal", 200_00));
        await scope.ServiceProvider.GetRequiredService<RecordStore>().CreateAsync("deals", new Dictionary<string, object?>
        {
            ["name"] = "Three",
            ["stage"] = (await StagesAsync(scope.ServiceProvider))["Proposal"],
            ["amount"] = new Money(50_00, "EUR"),
        }, Ct);

        var (_, figures) = await FiguresAsync(scope.ServiceProvider, All);

        Assert.Equal([new Money(300_00, "USD"), new Money(50_00, "EUR")], figures.Values.Single().Totals);
    }

    [Theory, OnEveryDatabase]
    public async Task A_column_comes_by_the_page_with_the_newest_first(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var made = Enumerable.Range(1, BoardReader.PageSize + 5).Select(i => ($"Deal {i}", "Engaging", (long?)i)).ToArray();
        await DealsAsync(scope.ServiceProvider, acme.OwnerId, made);
        var (board, figures) = await FiguresAsync(scope.ServiceProvider, All);
        var first = await CardsAsync(scope.ServiceProvider, board, All, "Engaging");
        var rest = await CardsAsync(scope.ServiceProvider, board, All, "Engaging", first.Count);

        Assert.Equal((BoardReader.PageSize, 5), (first.Count, rest.Count));
        Assert.Equal(figures.Values.Single().Count, first.Concat(rest).Select(c => c.Id).Distinct().Count());
        Assert.Equal(first.Concat(rest).Select(c => c.Since).OrderDescending(), first.Concat(rest).Select(c => c.Since));
    }

    [Theory, OnEveryDatabase]
    public async Task The_first_cards_of_all_columns_are_those_of_each_and_what_is_next_is_asked_once_for_all_of_them(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var reader = scope.ServiceProvider.GetRequiredService<BoardReader>();
        (string, string, long?)[] crowd = [.. Enumerable.Range(1, BoardReader.PageSize + 2).Select(i => ($"Crowd {i}", "Engaging", (long?)i))];
        await DealsAsync(scope.ServiceProvider, acme.OwnerId, [("Konex", "Prospecting", 100_00), ("Hatfan", "Won", 200_00), .. crowd]);
        foreach (var deal in await DealsOfAsync(scope.ServiceProvider))
            await acme.CreateAsync("tasks", ("title", $"Call about {deal.Name}"), ("dueOn", new DateOnly(2026, 3, 1)), ("about", new RecordLink("deals", deal.Id)));
        foreach (var basis in new[] { null, BoardShape.ByNext })
        {
            var board = (await reader.ShapeAsync("deals", null, Ct, basis)).Value;
            ILookup<string, BoardCard> first = Array.Empty<BoardCard>().ToLookup(c => c.Column);

            var asked = await Statements.OfAsync(async () => first = (await reader.FirstCardsAsync(board, All, Ct)).Value);

            string[] activities = ["tasks", "calls", "meetings"];
            Assert.Equal(activities.Length, asked.Count(s => activities.Any(a => s.Contains(a, StringComparison.Ordinal))));
            Assert.Equal(board.Columns.Count + activities.Length, asked.Count);
            Assert.Equal(BoardReader.PageSize, first.Max(c => c.Count()));
            foreach (var column in board.Columns)
            {
                var alone = (await reader.CardsAsync(board, All, column, 0, Ct)).Value;
                Assert.Equal(alone.Select(c => (c.Id, c.Column, c.Next)), first[column.Key].Select(c => (c.Id, c.Column, c.Next)));
            }
            Assert.All(first.SelectMany(c => c), c => Assert.Equal($"Call about {c.Title}", c.Next!.Title));

            // The rest of a column asks for the new cards alone.
            IReadOnlyList<BoardCard> rest = [];
            var crowded = board.Columns.Single(c => first[c.Key].Count() == BoardReader.PageSize);
            Assert.Equal(1 + activities.Length, (await Statements.OfAsync(async () => rest = (await reader.CardsAsync(board, All, crowded, BoardReader.PageSize, Ct)).Value)).Count);
            Assert.DoesNotContain(rest, c => first[crowded.Key].Any(f => f.Id == c.Id));
            Assert.All(rest, c => Assert.Equal($"Call about {c.Title}", c.Next!.Title));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_moved_card_is_written_once_and_its_undo_brings_it_back(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        await DealsAsync(scope.ServiceProvider, acme.OwnerId, ("Hatfan", "Engaging", 26_768_00));
        var (board, _) = await FiguresAsync(scope.ServiceProvider, All);
        var card = Assert.Single(await CardsAsync(scope.ServiceProvider, board, All, "Engaging"));
        var move = scope.ServiceProvider.GetRequiredService<MoveCard>();

        var moved = await move.RunAsync(board, card, board.Columns.Single(c => c.Name == "Won"), Ct);
        var stale = await move.RunAsync(board, card, board.Columns.Single(c => c.Name == "Proposal"), Ct);

        Assert.Equal(board.By, Assert.Single(stale.Value.Conflict!.Fields).Field);
        Assert.Equal("Hatfan", Assert.Single(await CardsAsync(scope.ServiceProvider, board, All, "Won")).Title);
        await scope.ServiceProvider.GetRequiredService<UndoChanges>().RunAsync(moved.Value.ChangeSetId!.Value, Ct);
        Assert.Equal("Hatfan", Assert.Single(await CardsAsync(scope.ServiceProvider, board, All, "Engaging")).Title);
    }

    [Theory, OnEveryDatabase]
    public async Task A_card_moves_past_an_edit_of_another_field(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        await DealsAsync(scope.ServiceProvider, acme.OwnerId, ("Hatfan", "Engaging", 26_768_00));
        var (board, _) = await FiguresAsync(scope.ServiceProvider, All);
        var card = Assert.Single(await CardsAsync(scope.ServiceProvider, board, All, "Engaging"));
        await scope.ServiceProvider.GetRequiredService<RecordStore>().UpdateAsync("deals", card.Id, new Dictionary<string, object?> { ["description"] = "Wants a call" }, null, Ct);

        var moved = await scope.ServiceProvider.GetRequiredService<MoveCard>().RunAsync(board, card, board.Columns.Single(c => c.Name == "Proposal"), Ct);

        Assert.Null(moved.Value.Conflict);
        Assert.Equal("Hatfan", Assert.Single(await CardsAsync(scope.ServiceProvider, board, All, "Proposal")).Title);
    }

    [Theory, OnEveryDatabase]
    public async Task Any_choice_can_make_the_columns_with_the_rest_beside_them(DatabaseKind on)
    {
        var acme = await (await databases.On(on)).SignUpAsync();
        await using var scope = acme.As();
        var store = scope.ServiceProvider.GetRequiredService<RecordStore>();
        await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Konex", ["sector"] = "retail" }, Ct);
        await store.CreateAsync("companies", new Dictionary<string, object?> { ["name"] = "Hatfan" }, Ct);
        var type = (await scope.ServiceProvider.GetRequiredService<SchemaSource>().GetAsync(Ct))["companies"];
        var board = new BoardShape(type, new BoardLayout("sector", null, null, ["city"]), null, []);
        var reader = scope.ServiceProvider.GetRequiredService<BoardReader>();

        var figures = (await reader.FiguresAsync(board, All, Ct)).Value;

        Assert.Equal((1, 1), (figures["retail"].Count, figures[""].Count));
        Assert.Equal("Hatfan", Assert.Single((await reader.CardsAsync(board, All, board.Column("")!, 0, Ct)).Value).Title);
        Assert.Equal("Konex", Assert.Single((await reader.CardsAsync(board, All, board.Column("retail")!, 0, Ct)).Value).Title);
    }

    private static async Task<List<Deal>> DealsOfAsync(IServiceProvider services)
    {
        await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
        return await db.Set<Deal>().AsNoTracking().ToListAsync(Ct);
    }

    private static async Task<Guid> OwnScopeMemberAsync(IServiceProvider services)
    {
        var role = new Role
        {
            Name = "Own deals only",
            Grants = [.. Enum.GetValues<RecordAction>().Select(a => new RoleGrant { RecordType = Actor.AnyType, Action = a, Scope = AccessScope.Own })],
        };
        await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
        db.Set<Role>().Add(role);
        await db.SaveChangesAsync(Ct);
        var id = (await services.GetRequiredService<RecordStore>().CreateAsync("members", new Dictionary<string, object?> { ["name"] = "Moses Frase" }, Ct)).Value.Id;
        var member = await db.Set<Member>().SingleAsync(m => m.Id == id, Ct);
        (member.RoleId, member.UserId) = (role.Id, Ids.Next());
        await db.SaveChangesAsync(Ct);
        return id;
    }

    private static async Task<bool> DealsAsync(IServiceProvider services, Guid owner, params (string Name, string Stage, long? Minor)[] deals)
    {
        var stages = await StagesAsync(services);
        var summary = await services.GetRequiredService<RecordStore>().WriteAsync(new WriteBatch("deals", [.. deals.Select(d => RecordWrite.Create(new Dictionary<string, object?>
        {
            ["name"] = d.Name,
            ["stage"] = stages[d.Stage],
            ["amount"] = d.Minor is { } minor ? new Money(minor, "USD") : null,
            ["owner"] = owner,
        }))]), Ct);
        return summary.Value.Results.All(r => r.Succeeded) ? true : throw new InvalidOperationException(string.Join("; ", summary.Value.Results.SelectMany(r => r.Refusals)));
    }

    private static async Task<Dictionary<string, Guid>> StagesAsync(IServiceProvider services) =>
        (await services.GetRequiredService<SchemaSource>().GetAsync(Ct)).Pipelines.SelectMany(p => p.Stages).ToDictionary(s => s.Name, s => s.Id);

    private static async Task<(BoardShape Board, IReadOnlyDictionary<string, BoardFigures> Figures)> FiguresAsync(IServiceProvider services, BoardSelection selection)
    {
        var reader = services.GetRequiredService<BoardReader>();
        var board = (await reader.ShapeAsync("deals", null, Ct)).Value;
        return (board, (await reader.FiguresAsync(board, selection, Ct)).Value);
    }

    private static async Task<IReadOnlyList<BoardCard>> CardsAsync(IServiceProvider services, BoardShape board, BoardSelection selection, string stage, int skip = 0) =>
        (await services.GetRequiredService<BoardReader>().CardsAsync(board, selection, board.Columns.Single(c => c.Name == stage), skip, Ct)).Value;
}
