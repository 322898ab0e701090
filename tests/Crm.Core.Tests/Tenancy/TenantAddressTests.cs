using Crm.Core.Tenancy;

namespace Crm.Core.Tests.Tenancy;

public sealed class TenantAddressTests
{
    [Theory]
    [InlineData("acme")]
    [InlineData("acme-widgets")]
    [InlineData("a1b")]
    [InlineData("3com")]
    [InlineData("dingdianwujin")]
    [InlineData("abcdefghijabcdefghijabcdefghijabcdefghij")]
    [InlineData("pineapple")]
    [InlineData("apple-orchard")]
    [InlineData("stripes-clothing")]
    [InlineData("amazonas-travel")]
    [InlineData("mailbox-shop-berlin")]
    public void A_plain_name_may_be_taken(string label) => Assert.Equal(AddressVerdict.Ok, TenantAddress.Check(label));

    [Theory]
    [InlineData("", AddressVerdict.TooShort)]
    [InlineData("ab", AddressVerdict.TooShort)]
    [InlineData("abcdefghijabcdefghijabcdefghijabcdefghijk", AddressVerdict.TooLong)]
    [InlineData("Acme", AddressVerdict.BadCharacters)]
    [InlineData("ac me", AddressVerdict.BadCharacters)]
    [InlineData("acme.evil", AddressVerdict.BadCharacters)]
    [InlineData("_dmarc", AddressVerdict.BadCharacters)]
    [InlineData("顶点五金", AddressVerdict.BadCharacters)]
    [InlineData("аcme", AddressVerdict.BadCharacters)] // the first letter is Cyrillic
    [InlineData("acme\u212a", AddressVerdict.BadCharacters)] // the Kelvin sign
    [InlineData("acme\n", AddressVerdict.BadCharacters)]
    [InlineData("acme\0", AddressVerdict.BadCharacters)]
    [InlineData("../etc", AddressVerdict.BadCharacters)]
    [InlineData("-acme", AddressVerdict.HyphenAtEdge)]
    [InlineData("acme-", AddressVerdict.HyphenAtEdge)]
    [InlineData("---", AddressVerdict.HyphenAtEdge)]
    [InlineData("ac--me", AddressVerdict.DoubleHyphen)]
    [InlineData("xn--acme-cva", AddressVerdict.Punycode)]
    [InlineData("xn--fiq228c", AddressVerdict.Punycode)]
    [InlineData("12345", AddressVerdict.OnlyDigits)]
    [InlineData("127-0-0-1", AddressVerdict.OnlyDigits)]
    public void A_malformed_name_is_refused_with_its_reason(string label, AddressVerdict verdict)
    {
        Assert.Equal(verdict, TenantAddress.Check(label));
        Assert.False(TenantAddress.IsWellFormed(label));
    }

    [Theory]
    [InlineData("www")]
    [InlineData("api")]
    [InlineData("admin")]
    [InlineData("mail")]
    [InlineData("operator")]
    [InlineData("autodiscover")]
    [InlineData("mta-sts")]
    [InlineData("wpad")]
    [InlineData("localhost")]
    [InlineData("postmaster")]
    [InlineData("security")]
    [InlineData("ns1")]
    [InlineData("mx-02")]
    [InlineData("www2")]
    [InlineData("paypal")]
    [InlineData("guanxi")]
    public void A_reserved_name_is_refused(string label) => Assert.Equal(AddressVerdict.Reserved, TenantAddress.Check(label));

    [Theory]
    [InlineData("adm1n")]
    [InlineData("adrnin")]
    [InlineData("sign-up")]
    [InlineData("supp0rt")]
    [InlineData("vvebmail")]
    [InlineData("a-p-i")]
    [InlineData("adm1n-2")]
    [InlineData("g00gle")]
    [InlineData("paypa1")]
    [InlineData("pay-pal")]
    [InlineData("rnicrosoft")]
    [InlineData("micr0s0ft")]
    [InlineData("app1e")]
    [InlineData("5tripe")]
    [InlineData("vvechat")]
    [InlineData("a1ipay")]
    [InlineData("guanx1")]
    [InlineData("paypal-login")]
    [InlineData("secure-paypal-account")]
    [InlineData("paypal-account-login")]
    [InlineData("my-app1e-id")]
    [InlineData("googlesupport")]
    [InlineData("guanxi-crm")]
    [InlineData("apple-2")]
    public void A_name_that_looks_like_a_reserved_one_or_a_brand_is_refused(string label) =>
        Assert.Equal(AddressVerdict.LookAlike, TenantAddress.Check(label));

    [Fact]
    public void Every_reserved_name_is_refused_in_every_disguise()
    {
        var allowed = from name in ReservedNames.Ours.Concat(ReservedNames.Brands)
                      from disguised in new[]
                      {
                          name, name.Replace('o', '0'), name.Replace('l', '1'), name.Replace('i', 'l'), name.Replace('s', '5'),
                          name.Replace("m", "rn"), name.Replace("w", "vv"), $"{name}-7",
                      }
                      where TenantAddress.Check(disguised) == AddressVerdict.Ok
                      select disguised;
        Assert.Empty(allowed);
    }

    [Theory]
    [InlineData("acme", "acrne")]
    [InlineData("acme", "ac-me")]
    [InlineData("oslo", "0s1o")]
    [InlineData("vw-parts", "wparts-v", false)]
    [InlineData("vw-parts", "vvv-parts")]
    [InlineData("wv-parts", "vvv-parts")]
    [InlineData("illinois", "lllinois")]
    [InlineData("acme", "acne", false)]
    [InlineData("acme-2", "acme-3", false)]
    public void The_twin_of_a_taken_name_has_its_skeleton(string taken, string asked, bool twins = true) =>
        Assert.Equal(twins, TenantAddress.Skeleton(taken) == TenantAddress.Skeleton(asked));

    [Fact]
    public void A_skeleton_fits_its_column()
    {
        var widest = new string('w', TenantAddress.MaxLength);
        Assert.Equal(AddressVerdict.Ok, TenantAddress.Check(widest));
        Assert.Equal(TenantAddress.MaxSkeletonLength, TenantAddress.Skeleton(widest).Length);
    }

    [Theory]
    [InlineData("  Acme ", "acme")]
    [InlineData("ＡＣＭＥ", "acme")]
    [InlineData("Müller", "muller")]
    public void What_a_person_types_is_cleaned_before_it_is_checked(string typed, string label) =>
        Assert.Equal(label, TenantAddress.Clean(typed));

    [Fact]
    public void A_name_of_ten_thousand_letters_is_too_long_even_when_cleaned() =>
        Assert.Equal(AddressVerdict.TooLong, TenantAddress.Check(TenantAddress.Clean(new string('x', 10_000))));
}
