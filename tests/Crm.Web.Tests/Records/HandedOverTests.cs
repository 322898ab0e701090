using System.Text.Json;
using Crm.Core.Records;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Records.Views;
using Crm.Core.Shared;
using Crm.Web.Records.Boards;
using Crm.Web.Records.Lists;
using Crm.Web.Shell;
using Crm.Web.Tests.Integration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Records;

/// <summary>What a pre-rendered page hands to its circuit reads there as it was: else the circuit would ask the database again, or show another thing.</summary>
public sealed class HandedOverTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    [Fact]
    public async Task The_cards_of_a_board_are_the_same_after_they_were_handed_over()
    {
        var acme = await product.SignUpAsync();
        var company = await acme.PostAsync("companies", """{"name":"Hatfan <b>"}""");
        var made = await acme.PostAsync("deals", $$$"""{"name":"Café – 50 % \"off\"","company":"{{{company.Id}}}","amount":{"amount":1200.5,"currency":"EUR"},"owner":"{{{acme.OwnerId}}}"}""");
        Assert.True(made.Status == 201, made.Text);
        Assert.Equal(201, (await acme.PostAsync("deals", """{"name":"Bare"}""")).Status);
        Assert.Equal(201, (await acme.PostAsync("tasks", $$$"""{"title":"Call","about":"deals/{{{made.Id}}}","dueOn":"2026-03-01"}""")).Status);

        await acme.DoAsync(async services =>
        {
            var view = services.GetRequiredService<BoardView>();
            await view.LoadAsync("deals", null, null, null, null, null, default);
            var snapshot = Passed(BoardSnapshot.Of("deals/board", view.Shape!, view.Lanes, acme.Tenant.Currency));

            var lanes = snapshot.Read(view.Shape!);

            Assert.NotNull(lanes);
            Assert.Equal(view.Lanes.Select(l => l.Column), lanes.Select(l => l.Column));
            foreach (var (before, after) in view.Lanes.SelectMany(l => l.Cards).Zip(lanes.SelectMany(l => l.Cards)))
            {
                Assert.Equal(before with { More = [], Since = null }, after with { More = [], Since = null });
                Assert.Equal(before.More, after.More);
                Assert.Equal(before.Since!.Value, after.Since!.Value, TimeSpan.FromSeconds(1));
            }
            Assert.Equal(2, lanes.Sum(l => l.Cards.Count));
            Assert.NotNull(lanes.SelectMany(l => l.Cards).Single(c => c.Title != "Bare").Next);
            return true;
        });
    }

    [Fact]
    public async Task A_board_with_other_columns_than_were_handed_over_takes_none_of_them()
    {
        var acme = await product.SignUpAsync();
        Assert.Equal(201, (await acme.PostAsync("deals", """{"name":"Bare"}""")).Status);

        await acme.DoAsync(async services =>
        {
            var view = services.GetRequiredService<BoardView>();
            await view.LoadAsync("deals", null, null, null, null, null, default);
            var snapshot = Passed(BoardSnapshot.Of("deals/board", view.Shape!, view.Lanes, acme.Tenant.Currency));
            var fewer = (await services.GetRequiredService<BoardReader>().ShapeAsync("deals", null, default, fields: [])).Value;

            Assert.NotEqual(fewer.MoreFields.Count, view.Shape!.MoreFields.Count);
            Assert.Null(snapshot.Read(fewer));
            return true;
        });
    }

    [Fact]
    public async Task The_rows_of_a_list_are_the_same_after_they_were_handed_over()
    {
        var acme = await product.SignUpAsync();
        var company = await acme.PostAsync("companies", """{"name":"Hatfan","tags":["Key account","重要"],"website":"https://hatfan.example/?a=1&b=2"}""");
        Assert.True(company.Status == 201, company.Text);
        Assert.Equal(201, (await acme.PostAsync("deals", $$$"""{"name":"First","company":"{{{company.Id}}}","amount":{"amount":0.05,"currency":"USD"},"expectedCloseOn":"2026-03-01"}""")).Status);

        foreach (var name in new[] { "companies", "deals" })
            await acme.DoAsync(async services =>
            {
                var schema = await services.GetRequiredService<SchemaSource>().GetAsync(default);
                var fields = schema[name].Fields.Where(f => f.Kind is not (LinkKind or Crm.Core.Records.Kinds.DateTimeKind)).ToList();
                var machine = FieldFormat.Machine(acme.Tenant.Currency);
                var page = await services.GetRequiredService<RecordReader>().PageAsync(new RecordQuery(name) { Columns = [.. fields.Select(f => f.Name)] }, default);
                var row = Assert.Single(page.Value.Rows);

                var read = Passed(RowText.Of(row, fields, machine)).Read(fields, machine);

                Assert.Equal((row.Id, row.Version), (read!.Id, read.Version));
                foreach (var (field, i) in fields.Select((f, i) => (f, i)))
                    Assert.True(Equals(row.Values[i], read.Values[i]), $"{field.Name}: {row.Values[i]} became {read.Values[i]}");
                return true;
            });
    }

    [Fact]
    public void A_view_in_json_is_the_view_that_it_was()
    {
        var view = new ViewEntry(Ids.Next(), "Mine", ViewShare.Team, ViewDefinition.Plain.With("filter", "owner eq 'me'").With("kind", "board"), true, false, true, [Ids.Next()]);

        var read = Passed(view);

        Assert.Equal(view with { FirstFor = [] }, read with { FirstFor = [] });
        Assert.Equal(view.FirstFor, read.FirstFor);
    }

    [Fact]
    public void A_row_keeps_its_handler_from_one_rendering_to_the_next()
    {
        var turned = new List<int>();
        var handlers = new KeyedHandlers<int>(id =>
        {
            turned.Add(id);
            return Task.CompletedTask;
        });

        Assert.Same(handlers[1], handlers[1]);
        Assert.NotSame(handlers[1], handlers[2]);
        handlers[2]();
        Assert.Equal([2], turned);
    }

    private static T Passed<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value))!;
}
