using Bunit;
using Crm.Core.Customization.Fields;
using Crm.Core.Records.Filters;
using Crm.Core.Records.Schema;
using Crm.Web.Records.Lists;
using Crm.Web.Tests.Integration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Records.Lists;

/// <summary>A view whose condition names a field that was hidden since is shown without it only when somebody says so.</summary>
public sealed class GoneConditionTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    [Theory]
    [InlineData("employees gt 10", "employees", null)]
    [InlineData("employees gt 10 and city eq 'Oslo'", "employees", "city eq 'Oslo'")]
    [InlineData("city eq 'Oslo' and (employees gt 10 or parent.employees lt 3)", "employees,parent.employees", "city eq 'Oslo'")]
    [InlineData("city eq 'Oslo' and parent.city eq 'Rome'", "", "city eq 'Oslo' and parent.city eq 'Rome'")]
    [InlineData("depot.city eq 'Oslo' and billingAddress.city eq 'Rome'", "depot.city", "billingAddress.city eq 'Rome'")]
    public async Task The_conditions_on_hidden_fields_are_named_and_can_be_taken_out(string filter, string gone, string? left)
    {
        var schema = await HiddenAsync();
        var node = FilterText.Parse(filter).Value;

        var found = GoneFields.Of(node, schema.Shown, schema.Shown["companies"]);

        Assert.Equal(gone, string.Join(',', found));
        Assert.Equal(left, GoneFields.Without(node, found) is { } rest ? FilterText.Write(rest) : null);
    }

    [Fact]
    public async Task The_view_says_which_field_it_is_and_goes_on_without_it_at_a_click()
    {
        var acme = await product.SignUpAsync();
        await using var scope = acme.Enter();
        await HideAsync(scope.ServiceProvider);
        await using var page = new BunitContext();
        page.Services.AddFallbackServiceProvider(scope.ServiceProvider);
        var node = FilterText.Parse("employees gt 10 and city eq 'Oslo'").Value;
        var schema = await scope.ServiceProvider.GetRequiredService<SchemaSource>().GetAsync(default);
        string? went = "nowhere";
        var said = page.Render<GoneConditions>(p => p.Add(g => g.Type, schema.Shown["companies"]).Add(g => g.Filter, node).Add(g => g.Gone, ["employees"]).Add(g => g.Changed, (string? f) => went = f));

        Assert.Contains("Employees", said.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await said.Find("button").ClickAsync(new());
        Assert.Equal("city eq 'Oslo'", went);
    }

    private async Task<TenantSchema> HiddenAsync()
    {
        var acme = await product.SignUpAsync();
        return await acme.DoAsync(HideAsync);
    }

    private static async Task<TenantSchema> HideAsync(IServiceProvider services)
    {
        Assert.True((await services.GetRequiredService<AdjustField>().RunAsync("companies", "employees", new FieldAdjustment(null, false, true), default)).Succeeded);
        return await services.GetRequiredService<SchemaSource>().GetAsync(default);
    }
}
