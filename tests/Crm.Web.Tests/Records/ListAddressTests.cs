using Crm.Web.Records;
using Crm.Web.Records.Lists;

namespace Crm.Web.Tests.Records;

public sealed class ListAddressTests
{
    private static readonly ListAddress Deals = new("deals", null, null, null, null, null);

    [Fact]
    public void A_link_carries_the_filter_and_the_search_as_they_were()
    {
        var address = Deals with { Filter = "company eq 'O''Neill & Söhne'", Search = "王 wei" };

        Assert.Equal("/deals?filter=company%20eq%20%27O%27%27Neill%20%26%20S%C3%B6hne%27&search=%E7%8E%8B%20wei", address.ToString());
    }

    [Fact]
    public void A_second_click_on_a_head_turns_the_order()
    {
        Assert.Equal("amount", Deals.SortedBy("amount", "-changedAt", add: false).Sort);
        Assert.Equal("-amount", Deals.SortedBy("amount", "amount", add: false).Sort);
        Assert.Equal("amount", Deals.SortedBy("amount", "-amount", add: false).Sort);
    }

    [Fact]
    public void A_click_with_shift_sorts_by_one_more_column() =>
        Assert.Equal("stage,-amount,name", Deals.SortedBy("name", "stage,-amount", add: true).Sort);

    [Theory]
    [InlineData("Darcel Schlecht", "DS")]
    [InlineData("王伟", "王")]
    [InlineData("Hatfan · GTK 500", "H5")]
    [InlineData("acme", "A")]
    [InlineData("", "?")]
    public void A_name_has_initials(string name, string initials) => Assert.Equal(initials, Face.Initials(name));
}
