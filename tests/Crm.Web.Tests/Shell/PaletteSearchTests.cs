using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Web.Shell;
using Crm.Web.Tests.Integration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Shell;

/// <summary>What the palette offers for some words.</summary>
public sealed class PaletteSearchTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    [Fact]
    public async Task The_name_that_was_typed_comes_before_those_that_hold_it_and_two_of_one_name_are_told_apart()
    {
        var acme = await product.SignUpAsync();
        foreach (var body in new[] { "Ina Berg|Buyer", "Ina Berg|Director", "Karina Berger|Clerk", "Ina Bergmann|Clerk", "Ute Klein|Assistant of ina berg" }.Select(c => c.Split('|')))
            Assert.Equal(201, (await acme.PostAsync("contacts", $$"""{"name":"{{body[0]}}","jobTitle":"{{body[1]}}"}""")).Status);

        var hits = await acme.DoAsync(async services => (await services.GetRequiredService<PaletteSearch>().RecordsAsync(
            "ina berg", await services.GetRequiredService<SchemaSource>().GetAsync(default), await services.GetRequiredService<CurrentActor>().GetAsync(default), default)).Single().Hits);

        Assert.Equal(["Ina Berg", "Ina Berg", "Ina Bergmann", "Karina Berger"], hits.Select(h => h.Title).Take(4));
        Assert.Equal(["Buyer", "Director"], hits.Take(2).Select(h => h.Hint).Order());
    }
}
