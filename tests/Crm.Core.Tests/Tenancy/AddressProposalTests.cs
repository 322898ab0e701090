using Crm.Core.Tenancy;

namespace Crm.Core.Tests.Tenancy;

public sealed class AddressProposalTests
{
    [Theory]
    [InlineData("Acme", "acme")]
    [InlineData("Acme Widgets Inc.", "acme-widgets")]
    [InlineData("ACME Co., Ltd.", "acme")]
    [InlineData("The Acme Company", "acme")]
    [InlineData("Müller & Söhne GmbH & Co. KG", "muller-sohne")]
    [InlineData("O'Neil Trading LLC", "oneil-trading")]
    [InlineData("AT&T Inc", "att")]
    [InlineData("Petróleos S.A.", "petroleos")]
    [InlineData("Straßenbau AG", "strassenbau")]
    [InlineData("İstanbul Tekstil", "istanbul-tekstil")]
    [InlineData("３Ｍ Ｊａｐａｎ", "3m-japan")]
    [InlineData("Ltd", "ltd")]
    [InlineData("BP p.l.c.", "bp-plc")]
    [InlineData("Y-corporation", "y-corporation")]
    public void A_Latin_name_is_proposed_without_its_legal_form(string company, string address) =>
        Assert.Equal(address, TenantAddress.Propose(company).First());

    [Theory]
    [InlineData("顶点五金有限公司", "dingdianwujin")]
    [InlineData("頂點五金股份有限公司", "dingdianwujin")]
    [InlineData("顶点五金（集团）有限责任公司", "dingdianwujin")]
    [InlineData("顶点控股集团有限公司", "dingdian")]
    [InlineData("重庆银行股份有限公司", "chongqingyinhang")]
    [InlineData("华为（深圳）有限公司", "huaweishenzhen")]
    [InlineData("株式会社東京商事", "dongjingshangshi")]
    [InlineData("集团公司", "jituan")]
    [InlineData("恒德有限公司", "hengde")]
    [InlineData("金色", "jinse")]
    public void A_Chinese_name_is_proposed_in_pinyin_without_its_legal_form(string company, string address) =>
        Assert.Equal(address, TenantAddress.Propose(company).First());

    [Theory]
    [InlineData("Apex Hardware 顶点五金有限公司", "apex-hardware")]
    [InlineData("顶点五金有限公司 (Apex Hardware Co., Ltd.)", "apex-hardware")]
    [InlineData("TCL集团股份有限公司", "tcl")]
    [InlineData("LG电子有限公司", "lgdianzi")]
    [InlineData("A座咖啡", "azuokafei")]
    public void The_Latin_part_of_a_mixed_name_is_preferred_when_it_can_stand_alone(string company, string address) =>
        Assert.Equal(address, TenantAddress.Propose(company).First());

    [Fact]
    public void When_a_proposal_is_taken_the_next_ones_follow() =>
        Assert.Equal(["acme", "acme-crm", "acme-2", "acme-3"], TenantAddress.Propose("Acme Ltd").Take(4));

    [Fact]
    public void A_name_too_short_for_an_address_is_lengthened() =>
        Assert.Equal(["bp-crm", "bp-2"], TenantAddress.Propose("BP").Take(2));

    [Fact]
    public void A_name_of_digits_gets_letters() => Assert.Equal("360-crm", TenantAddress.Propose("360").First());

    [Fact]
    public void A_long_name_is_cut_between_words_and_leaves_room_for_its_number()
    {
        var proposals = TenantAddress.Propose("International Consolidated Widget Manufacturing of Northumberland").Take(3).ToList();
        Assert.Equal(["international-consolidated-widget", "international-consolidated-widget-crm", "international-consolidated-widget-2"], proposals);
        Assert.Equal(TenantAddress.MaxLength, TenantAddress.Propose(new string('x', 10_000)).First().Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("🚀🚀🚀")]
    [InlineData("شركة")]
    [InlineData("--- . ---")]
    [InlineData("\ud800")]
    [InlineData("PayPal Inc.")]
    public void A_name_that_cannot_be_spelled_or_may_not_be_taken_gets_no_proposal(string company) =>
        Assert.Empty(TenantAddress.Propose(company));

    [Theory]
    [InlineData("Support GmbH")]
    [InlineData("Mail & More")]
    [InlineData("Gоogle")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("xn--fiq228c")]
    [InlineData("'; DROP TABLE tenants; --")]
    [InlineData("\u202eemca")]
    public void Whatever_is_proposed_may_be_taken(string company) =>
        Assert.All(TenantAddress.Propose(company), label => Assert.Equal(AddressVerdict.Ok, TenantAddress.Check(label)));
}
