using System.Text.Json;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Records.Views;
using Crm.Core.Shared;
using Crm.Tests;
using Crm.Web.Records.Lists;
using Crm.Web.Tests.Integration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Records.Lists;

/// <summary>What a list asks the database and when, and what it shows meanwhile.</summary>
public sealed class ListReadingTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    private static readonly FieldFormat Machine = FieldFormat.Machine("USD");

    [Fact]
    public Task The_rows_come_before_their_figures_and_another_order_asks_for_its_rows_alone() => OnDeals(3, async (list, type, address) =>
    {
        var shown = new List<(int Rows, int Totals)>();
        var reading = new ListReading(list, () => shown.Add((list.Rows.Count(), list.Totals.Count)), sums: true);

        var first = await AskedAsync(() => reading.BeginAsync(address, type, null, Machine));
        var again = await AskedAsync(() => reading.BeginAsync(address.With("sort", "-name"), type, null, Machine));

        Assert.Equal([(3, 0)], shown);
        Assert.Equal((2, 1), (first, again));
        Assert.Equal(["Deal 2", "Deal 1", "Deal 0"], list.Rows.Select(r => r.Values[0]));
        Assert.Single(list.Totals);
        Assert.Null(reading.Problem);
    });

    [Fact]
    public Task What_the_pre_rendered_page_had_read_is_not_read_again_and_its_figures_are_left_to_the_circuit() => OnDeals(3, async (list, type, address, services) =>
    {
        var before = new ListReading(list, () => { }, sums: false);
        Assert.Equal(1, await AskedAsync(() => before.BeginAsync(address, type, null, Machine)));
        var kept = JsonSerializer.Deserialize<ListSnapshot>(JsonSerializer.Serialize(before.Keep(address, Machine)));

        var taken = services.GetRequiredService<ListPage>();
        var reading = new ListReading(taken, () => { }, sums: true);
        Assert.Equal(1, await AskedAsync(() => reading.BeginAsync(address, type, kept, Machine)));

        Assert.True(reading.IsLoaded);
        Assert.Equal(list.Rows.Select(r => r.Id), taken.Rows.Select(r => r.Id));
        Assert.Single(taken.Totals);
        // What was handed over for another question is of no use.
        Assert.Equal(2, await AskedAsync(() => reading.BeginAsync(address.With("filter", "name eq 'Deal 1'"), type, kept, Machine)));
        Assert.Single(taken.Rows);
    });

    [Fact]
    public Task Figures_that_another_question_overtakes_are_not_shown() => OnDeals(3, async (list, type, address) =>
    {
        var narrowed = address.With("filter", "name eq 'Deal 1'");
        var (isOvertaken, overtaking) = (false, Task.CompletedTask);
        ListReading? reading = null;
        reading = new ListReading(list, () =>
        {
            if (isOvertaken)
                return;
            isOvertaken = true;
            overtaking = reading!.LoadAsync(narrowed, type, stay: false);
        }, sums: true);

        await reading.BeginAsync(address, type, null, Machine);
        await overtaking;

        Assert.False(list.IsSummed(address));
        Assert.True(list.IsSummed(narrowed));
        Assert.Equal("Deal 1", Assert.Single(list.Rows).Values[0]);
        Assert.Null(reading.Problem);
        Assert.False(reading.IsUnderWay);
    });

    [Fact]
    public Task Rows_that_come_into_sight_while_the_list_is_read_again_are_read_after_it() => OnDeals(3 * RowWindow.Block, async (list, type, address) =>
    {
        var reading = new ListReading(list, () => { }, sums: false);
        await reading.BeginAsync(address, type, null, Machine);
        Assert.Equal((0, RowWindow.Block), (list.Window.Before, list.Window.Rows.Count));
        var (underWay, seen) = (false, Task.CompletedTask);

        await Statements.OfAsync(() => reading.LoadAsync(address, type, stay: true), _ =>
        {
            if (underWay)
                return;
            underWay = reading.IsUnderWay;
            seen = reading.SeeAsync((2 * RowWindow.Block, 2 * RowWindow.Block + 20));
        });
        await seen;

        Assert.True(underWay);
        Assert.Equal((RowWindow.Block, 2 * RowWindow.Block), (list.Window.Before, list.Window.Rows.Count));
    });

    [Fact]
    public Task A_calendar_reads_for_itself_and_is_told_when_and_an_address_that_cannot_be_read_says_so() => OnDeals(1, async (list, type, address) =>
    {
        var reading = new ListReading(list, () => { }, sums: true);
        var calendar = address.With("kind", "calendar");

        Assert.Equal(0, await AskedAsync(() => reading.BeginAsync(calendar, type, null, Machine)));
        Assert.Equal((1, null, false), (reading.Version, reading.Problem, reading.IsLoaded));
        Assert.Equal(0, await AskedAsync(() => reading.LoadAsync(calendar.With("filter", "name eq"), type, stay: true)));
        Assert.Equal(2, reading.Version);
        Assert.NotNull(reading.Problem);

        await reading.BeginAsync(address.With("filter", "name eq"), type, null, Machine);
        Assert.NotNull(reading.Problem);
        Assert.Null(reading.Keep(address, Machine));
        await reading.BeginAsync(address, type, null, Machine);
        Assert.Null(reading.Problem);
        Assert.NotNull(reading.Keep(address, Machine));
    });

    /// <summary>How many questions about deals an act asks.</summary>
    private static async Task<int> AskedAsync(Func<Task> act) =>
        (await Statements.OfAsync(act)).Count(s => s.Contains("\"deals\"", StringComparison.Ordinal));

    private Task OnDeals(int count, Func<ListPage, TenantType, ListAddress, Task> test) => OnDeals(count, (list, type, address, _) => test(list, type, address));

    private async Task OnDeals(int count, Func<ListPage, TenantType, ListAddress, IServiceProvider, Task> test)
    {
        var acme = await product.SignUpAsync();
        await using var scope = acme.Enter();
        var services = scope.ServiceProvider;
        var schema = (await services.GetRequiredService<SchemaSource>().GetAsync(default)).Shown;
        var stage = schema.PipelinesOf("deals").First().Stages[0].Id;
        var made = await services.GetRequiredService<RecordStore>().WriteAsync(new WriteBatch("deals", [.. Enumerable.Range(0, count).Select(i => RecordWrite.Create(
            new Dictionary<string, object?> { ["name"] = $"Deal {i}", ["stage"] = stage, ["amount"] = new Money(100 + i, "USD") }))]), default);
        Assert.True(made.Succeeded && made.Value.Results.All(r => r.Succeeded));
        var view = new ListView(ListView.AllKey, "", ViewDefinition.Plain, IsUsual: true);
        await test(services.GetRequiredService<ListPage>(), schema["deals"], new ListAddress("deals", view, view.Definition).With("sort", "name"), services);
    }
}
