using AngleSharp.Dom;
using Bunit;
using Crm.Core.Shared;
using Crm.Web.Tests.Integration;

namespace Crm.Web.Tests.Records.Editing;

public sealed class AddressEditorTests(ApiProduct product) : IClassFixture<ApiProduct>
{
    private static readonly Address Works = Address.Of("Hall 3\n12 Dock Road", "Bergen", null, "5003", "NO")!;

    [Theory]
    [InlineData("en-US", "Street", "City", "State or province", "Postal code", "Country")]
    [InlineData("zh-Hans", "国家/地区", "省/州", "城市", "详细地址", "邮政编码")]
    [InlineData("zh-Hant", "國家／地區", "縣市／州", "城市", "街道地址", "郵遞區號")]
    public async Task The_parts_are_named_and_stand_in_the_order_of_the_readers_letters(string language, params string[] labels)
    {
        await using var editors = await Editors.InAsync(product, language);

        var editor = editors.Show(Editors.InputFor(editors.Companies["billingAddress"], Works));

        Assert.Equal(labels, editor.FindAll(".addressbox label > span").Select(s => s.TextContent));
        Assert.All(editor.FindAll(".addressbox label"), label => Assert.Single(label.QuerySelectorAll("input,select,textarea")));
    }

    [Fact]
    public async Task One_part_is_changed_and_the_others_stay()
    {
        await using var editors = await Editors.InAsync(product, "en-US");
        var input = Editors.InputFor(editors.Companies["billingAddress"], Works);
        var told = 0;
        var editor = editors.Show(input, () => told++);

        editor.Find("[name='billingAddress.city']").Change("Oslo");
        editor.Find("[name='billingAddress.country']").Change("");

        Assert.Equal(Address.Of("Hall 3\n12 Dock Road", "Oslo", null, "5003"), input.Read().Value);
        Assert.Equal(2, told);
        Assert.True(input.IsChanged);
    }

    [Fact]
    public async Task An_address_whose_last_part_is_taken_away_is_none()
    {
        await using var editors = await Editors.InAsync(product, "en-US");
        var input = Editors.InputFor(editors.Companies["billingAddress"], Address.Of(city: "Bergen"));

        editors.Show(input).Find("[name='billingAddress.city']").Change(" ");

        Assert.Null(input.Read().Value);
        Assert.True(input.Read().Succeeded);
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_the_parts_and_by_them()
    {
        await using var editors = await Editors.InAsync(product, "en-US");
        var input = Editors.InputFor(editors.Companies["billingAddress"], Works);
        Assert.Empty(editors.Show(input).FindAll("[role=alert],[aria-invalid],[aria-describedby]"));
        input.Refusals = [new Refusal("text-too-long", "billingAddress", 100, 140)];

        var editor = editors.Show(input);

        var said = editor.Find("[role=alert]");
        Assert.Equal("At most 100 characters fit; these are 140.", said.TextContent);
        Assert.Equal(said.Id, editor.Find("[role=group]").GetAttribute("aria-describedby"));
        Assert.All(editor.FindAll(".addressbox :is(input,select,textarea)"), part => Assert.Equal("true", part.GetAttribute("aria-invalid")));
    }

    [Fact]
    public async Task Who_may_not_change_it_reads_it_and_finds_nothing_to_type_in()
    {
        await using var editors = await Editors.InAsync(product, "en-US");

        var shown = editors.Read(editors.Companies["billingAddress"], Works);

        Assert.Equal("Hall 3, 12 Dock Road, Bergen, 5003, Norway", shown.Nodes.Select(n => n.TextContent).Aggregate(string.Concat).Trim());
        Assert.Empty(shown.FindAll("input,select,textarea"));
    }
}
