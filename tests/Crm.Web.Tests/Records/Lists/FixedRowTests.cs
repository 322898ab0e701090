using System.Text.Json;
using Bunit;
using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Access;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Web.Records.Boards;
using Crm.Web.Records.Bulk;
using Crm.Web.Records.Lists;
using Crm.Web.Shell;
using Crm.Web.Tests.Integration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Records.Lists;

/// <summary>What a member may only look at is not offered for change in lists and on boards.</summary>
public sealed class FixedRowTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    private static readonly string[] Names = ["Mine", "Theirs"];

    [Fact]
    public async Task A_cell_of_a_record_that_is_not_ours_to_change_is_not_offered_and_says_why_once()
    {
        await using var desk = await DeskAsync();
        var grid = desk.Page.Render<RecordGrid>(p => p.Add(g => g.Schema, desk.Schema).Add(g => g.Type, desk.Schema["deals"]).Add(g => g.List, desk.List)
            .Add(g => g.Address, desk.Address).Add(g => g.Selected, new ListSelection()).Add(g => g.MayEdit, true));
        var rows = desk.List.Rows.ToDictionary(r => (string)r.Values[0]!);

        foreach (var name in Names)
        {
            var cells = grid.FindAll($"[data-row='{rows[name].Id}'] [data-cell]");
            Assert.Equal(name == "Mine", cells.Any(c => !c.HasAttribute("aria-readonly")));
            Assert.Equal(name == "Theirs", cells.All(c => c.GetAttribute("aria-readonly") == "true"));
        }
        Assert.Contains("view only", grid.Find($"[data-row='{rows["Theirs"].Id}'] th").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("view only", grid.Find($"[data-row='{rows["Mine"].Id}'] th").TextContent, StringComparison.Ordinal);

        await grid.InvokeAsync(() => grid.Instance.Edit(rows["Theirs"].Id, "name"));
        await grid.InvokeAsync(() => grid.Instance.Edit(rows["Theirs"].Id, "amount"));
        Assert.Null(desk.List.Cells.Open);
        Assert.Equal("You can see this record, but not change it.", Assert.Single(desk.Toasts.Shown).Text);
        await grid.InvokeAsync(() => grid.Instance.Edit(rows["Mine"].Id, "name"));
        Assert.NotNull(desk.List.Cells.Open);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_are_ticked_only_by_those_who_may_do_something_with_them(bool may)
    {
        await using var desk = await DeskAsync();
        var grid = desk.Page.Render<RecordGrid>(p => p.Add(g => g.Schema, desk.Schema).Add(g => g.Type, desk.Schema["deals"]).Add(g => g.List, desk.List)
            .Add(g => g.Address, desk.Address).Add(g => g.Selected, new ListSelection()).Add(g => g.MayPick, may));

        Assert.Equal(may ? Names.Length + 1 : 0, grid.FindAll("input[type=checkbox]").Count);
    }

    [Fact]
    public async Task Pasting_over_such_records_names_the_cells_that_stay()
    {
        await using var desk = await DeskAsync();
        var paste = desk.Services.GetRequiredService<PasteBlock>();
        var rows = desk.List.Rows.ToList();

        var cells = await paste.ReadAsync([["Renamed"], ["Renamed"]], rows, desk.List.Columns, 0, desk.Schema, desk.Schema["deals"], default);
        var written = (await paste.WriteAsync(desk.Schema["deals"], cells, default)).Value;

        var refused = Assert.Single(written.Refused);
        Assert.Equal(("Theirs", "name", "not-permitted"), ((string)refused.Row.Values[0]!, refused.Field.Name, refused.Refusals[0].Code));
        await desk.List.LoadAsync(desk.Address, desk.Schema["deals"], false, default);
        Assert.Equal(["Renamed", "Theirs"], desk.List.Rows.Select(r => (string)r.Values[0]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_bulk_bar_counts_them_and_offers_no_edit_where_there_is_none()
    {
        await using var desk = await DeskAsync();
        var rows = desk.List.Rows.ToDictionary(r => (string)r.Values[0]!, r => r.Id);
        var selected = new ListSelection();
        var bar = desk.Page.Render<BulkBar>(p => p.Add(b => b.Schema, desk.Schema).Add(b => b.Type, desk.Schema["deals"]).Add(b => b.Selected, selected)
            .Add(b => b.Rows, desk.List.Rows).Add(b => b.MayEdit, true).Add(b => b.MayDelete, true));

        foreach (var (chosen, edits, said) in new (string[], bool, string?)[] { (["Mine"], true, null), (Names, true, "1 of them"), (["Theirs"], false, "1 of them") })
        {
            selected.Take(chosen.Select(n => rows[n]));
            bar.Render();
            Assert.Equal(edits, bar.FindAll("[data-edit]").Count == 1);
            Assert.Equal(edits, bar.FindAll(".danger").Count == 1);
            Assert.Equal(said is not null, bar.Markup.Contains(said ?? "of them", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_card_that_is_not_ours_to_move_does_not_lift()
    {
        await using var desk = await DeskAsync();
        var moves = desk.Services.GetRequiredService<BoardMoves>();
        await moves.View.LoadAsync("deals", null, null, null, null, null, default);
        var lane = moves.View.Lanes.First(l => l.Cards.Count > 0);
        var stack = desk.Page.Render<BoardStack>(p => p.Add(s => s.Schema, desk.Schema).Add(s => s.Moves, moves).Add(s => s.Lane, lane));

        var cards = stack.FindAll(".card[data-id]").ToDictionary(c => c.QuerySelector(".t")!.TextContent);
        Assert.True(cards["Theirs"].HasAttribute("data-fixed"));
        Assert.Contains("view only", cards["Theirs"].TextContent, StringComparison.Ordinal);
        Assert.False(cards["Mine"].HasAttribute("data-fixed"));

        // What the pre-rendered page hands over says the same.
        var shape = moves.View.Shape!;
        var handed = JsonSerializer.Deserialize<BoardSnapshot>(JsonSerializer.Serialize(BoardSnapshot.Of("/deals/board", shape, moves.View.Lanes, "USD")))!.Read(shape)!;
        Assert.Equal([("Mine", true), ("Theirs", false)], handed.SelectMany(l => l.Cards).Select(c => (c.Title, c.MayMove)).Order());
        var rows = JsonSerializer.Deserialize<ListSnapshot>(JsonSerializer.Serialize(desk.List.Keep(desk.Address, FieldFormat.Machine("USD"))))!.Rows;
        Assert.Equal([true, false], rows.OrderBy(r => r.Cells[0], StringComparer.Ordinal).Select(r => r.May.Edit));
    }

    /// <summary>A member without a team before two deals: one of their own and one of the owner's.</summary>
    private async Task<Desk> DeskAsync()
    {
        var acme = await product.SignUpAsync();
        var wei = await acme.DoAsync(async services =>
        {
            var store = services.GetRequiredService<RecordStore>();
            var id = (await store.CreateAsync("members", new Dictionary<string, object?> { ["name"] = "Li Wei" }, default)).Value.Id;
            await using var db = services.GetRequiredService<ICrmDbFactory>().Open();
            var member = await db.Set<Member>().SingleAsync(m => m.Id == id);
            (member.RoleId, member.UserId) = (await db.Set<Role>().Where(r => r.Key == RoleKeys.Member).Select(r => (Guid?)r.Id).SingleAsync(), Ids.Next());
            await db.SaveChangesAsync(default);
            var stage = (await services.GetRequiredService<SchemaSource>().GetAsync(default)).PipelinesOf("deals").First().Stages[0].Id;
            foreach (var (name, owner) in new[] { ("Mine", id), ("Theirs", acme.OwnerId) })
                Assert.True((await store.CreateAsync("deals", new Dictionary<string, object?> { ["name"] = name, ["stage"] = stage, ["owner"] = owner }, default)).Succeeded);
            return id;
        });
        var scope = (acme with { OwnerId = wei }).Enter();
        var (services, page) = (scope.ServiceProvider, new BunitContext());
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddFallbackServiceProvider(services);
        var schema = (await services.GetRequiredService<SchemaSource>().GetAsync(default)).Shown;
        var view = new ListView(ListView.AllKey, "", Core.Records.Views.ViewDefinition.Plain, IsUsual: true);
        var desk = new Desk(scope, page, schema, services.GetRequiredService<ListPage>(), new ListAddress("deals", view, view.Definition), services.GetRequiredService<Toasts>());
        Assert.Empty(await desk.List.LoadAsync(desk.Address, schema["deals"], false, default));
        return desk;
    }

    private sealed record Desk(AsyncServiceScope Scope, BunitContext Page, TenantSchema Schema, ListPage List, ListAddress Address, Toasts Toasts) : IAsyncDisposable
    {
        public IServiceProvider Services => Scope.ServiceProvider;

        public async ValueTask DisposeAsync()
        {
            await Page.DisposeAsync();
            await Scope.DisposeAsync();
        }
    }
}
