using Bunit;
using Crm.Core.Records;
using Crm.Core.Records.Schema;
using Crm.Tests;
using Crm.Web.Records.Boards;
using Crm.Web.Records.Lists;
using Crm.Web.Tests.Integration;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Records.Lists;

/// <summary>A list and a board read what somebody asks for when it is asked for, and not once more when the address bar says so.</summary>
public sealed class AddressedPageTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    [Fact]
    public Task A_list_reads_once_for_each_search() => SearchedAsync<RecordListPage>("/deals", "tbody tr[data-row] b");

    [Fact]
    public Task A_board_reads_once_for_each_search() => SearchedAsync<Board>("/deals/board", ".card[data-id] .t");

    private async Task SearchedAsync<TPage>(string address, string titles) where TPage : AddressedPage
    {
        var acme = await product.SignUpAsync();
        await using var scope = acme.Enter();
        var schema = await scope.ServiceProvider.GetRequiredService<SchemaSource>().GetAsync(default);
        var stages = schema.PipelinesOf("deals").First().Stages;
        var made = await scope.ServiceProvider.GetRequiredService<RecordStore>().WriteAsync(new WriteBatch("deals", [.. stages.Select((stage, i) => RecordWrite.Create(
            new Dictionary<string, object?> { ["name"] = $"Deal {i}", ["stage"] = stage.Id }))])
        { IgnoresStageDemands = true }, default);
        Assert.All(made.Value.Results, r => Assert.Empty(r.Refusals));
        await using var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.SetRendererInfo(new RendererInfo("Server", true));
        page.Services.AddFallbackServiceProvider(scope.ServiceProvider);
        var nav = page.Services.GetRequiredService<NavigationManager>();
        nav.NavigateTo(address);
        IRenderedComponent<TPage> shown = null!;
        var first = await Statements.OfAsync(() =>
        {
            shown = page.Render<TPage>(p => p.Add(x => x.TypeName, "deals"));
            return Task.CompletedTask;
        });
        Assert.Equal(stages.Count, shown.FindAll(titles).Count);

        var again = await Statements.OfAsync(() => shown.Find("input[type=search]").ChangeAsync(new ChangeEventArgs { Value = "Deal 1" }));

        Assert.Equal("Deal 1", Assert.Single(shown.FindAll(titles)).TextContent);
        Assert.EndsWith(address + "?search=Deal%201", nav.Uri, StringComparison.Ordinal);
        Assert.Equal(Of(first), Of(again));
        // Back: the address bar says what the page has not heard of yet.
        Assert.Equal(Of(first), Of(await Statements.OfAsync(() => shown.InvokeAsync(() => nav.NavigateTo(address)))));
        Assert.Equal(stages.Count, shown.FindAll(titles).Count);
    }

    private static int Of(IEnumerable<string> statements) => statements.Count(s => s.Contains("FROM \"deals\"", StringComparison.Ordinal));
}
