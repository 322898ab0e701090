using Crm.Web.Records.Pages;

namespace Crm.Web.Tests.Records.Pages;

public sealed class ListTrailTests
{
    [Fact]
    public void A_list_leads_back_as_it_was_without_the_record_that_was_open_beside_it()
    {
        var trail = ListTrail.Of("/deals?view=mine&sort=-amount&open=deals%2F1", "deals")!;

        Assert.Equal("/deals?view=mine&sort=-amount", trail.Href);
        Assert.Equal(("deals", false), (trail.Type, trail.IsBoard));
    }

    [Fact]
    public void A_board_is_a_trail_too() => Assert.True(ListTrail.Of("/deals/board?search=atlas", "deals")!.IsBoard);

    [Theory]
    [InlineData("https://evil.example/deals")]
    [InlineData("//evil.example/deals")]
    [InlineData("/companies")]
    [InlineData("/deals/../sign-out")]
    [InlineData("javascript:alert(1)")]
    public void An_address_from_elsewhere_leads_nowhere(string address) => Assert.Null(ListTrail.Of(address, "deals"));
}
